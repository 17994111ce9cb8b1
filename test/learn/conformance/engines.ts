import { beforeAll, describe, it } from 'vitest';
import { type FoundEngine, isFound } from '../../../src/engines/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import type { EngineName } from '../../../src/plan/index.js';
import { enginesHere } from '../../helpers/engines-here.js';

/** Takes cases of a list: all, or where an engine takes its time so many of them, as far apart as can be. */
export type Some = <T>(cases: readonly T[], count: number) => readonly T[];

/** `npm run test:long` leaves nothing out. */
const isWhole = process.env.KD_CONFORMANCE === 'whole';

/**
 * The same tests on every engine of this machine. One that it has not is named as skipped, with the reason;
 * `KD_TEST_ENGINES` names the only ones to test, or here `only`.
 */
export function describeConformance(
  what: string,
  body: (some: Some) => void,
  only: readonly EngineName[] = ['wasm', 'tensorflow', 'webgpu'],
): void {
  const asked = process.env.KD_TEST_ENGINES?.split(',');
  const sought = enginesHere().filter(({ name }) => only.includes(name) && (asked?.includes(name) ?? true));
  for (const engine of sought)
    if (isFound(engine)) describeOn(engine, what, body);
    else it.skip(`${what} on ${engine.name}: ${engine.reason}`, () => {});
}

/** Those tests on the reference as well. */
export function describeWithReference(what: string, body: (some: Some) => void, only?: readonly EngineName[]): void {
  describe(`${what} on cpu`, () => {
    beforeAll(() => startEngine('cpu', { threads: 1 }));
    body(all);
  });
  describeConformance(what, body, only);
}

function describeOn({ name, folder }: FoundEngine, what: string, body: (some: Some) => void): void {
  describe(`${what} on ${name}`, () => {
    beforeAll(() => startEngine(name, { threads: 1, ...(folder !== undefined && { folder }) }));
    body(name === 'webgpu' && !isWhole ? spread : all);
  });
}

const all: Some = cases => cases;

const spread: Some = (cases, count) => {
  const share = (at: number): number => Math.floor((at * count) / cases.length);
  return cases.filter((_, at) => share(at) !== share(at - 1));
};
