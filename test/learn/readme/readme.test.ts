import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, train } from '../../../src/learn/loop.js';
import { resumed } from '../toys/resuming.js';
import { toyWorld } from '../toys/toy-world.js';
import { ownAverage } from './own-average.js';

const readme = readFileSync(join(import.meta.dirname, '../../../src/learn/README.md'), 'utf8');
const settings = { decay: 0.9, weight: 2 };

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('the example of the README', () => {
  it('is the strategy that is tried here', () => {
    const source = readFileSync(join(import.meta.dirname, 'own-average.ts'), 'utf8');

    const [, example] = /```ts\n([\s\S]*?)\n```/.exec(readme) ?? [];

    expect(source.trimEnd().endsWith(example!)).toBe(true);
    expect(example).toContain('ownAverage: Strategy');
  });

  it('teaches', async () => {
    const { world, context } = toyWorld({ train: { length: { epochs: 6 } } });
    const reports: EpochReport[] = [];

    await train(ownAverage.build(settings, world), context, { epochFinished: report => void reports.push(report) });

    expect(reports.at(-1)!.losses.hard).toBeLessThan(reports[0]!.losses.hard!);
  });

  it('resumes to the same bits', async () => {
    const ends = await resumed(world => ownAverage.build(settings, world), {}, 5);

    expect(ends.resumed).toBe(ends.whole);
  });
});
