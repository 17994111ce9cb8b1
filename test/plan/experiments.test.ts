import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/plan/index.js';
import { planText } from '../helpers/plan-text.js';

const experiments = join(import.meta.dirname, '../../experiments');
const golden = join(import.meta.dirname, 'experiments');

const files = readdirSync(experiments, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.kd'));

/** The cells of a plan and its jobs: id, kind, label. A change of ids throws away results that people have. */
function planAsText({ experiments: planned, jobs }: Plan): string {
  const cells = planned.flatMap(({ name, cells, trials, excluded }) => [
    `experiment ${name}: ${trials.length} trials, ${cells.length} cells, ${excluded} excluded`,
    ...cells.map(
      ({ cell, trials: seeds, against }) =>
        `  ${JSON.stringify(cell)} × ${seeds.length}${against === undefined ? '' : ` against ${against}`}`,
    ),
  ]);
  const lines = jobs.map(({ id, spec, label }) => `${id.slice(0, 16)} ${spec.kind.padEnd(8)} ${label}`);
  return `${[...cells, '', ...lines].join('\n')}\n`;
}

describe('the plans of experiments/', () => {
  it.each(files)('%s is planned as it always was', name => {
    const file = join(golden, `${name.replaceAll('/', '-').replace(/\.kd$/, '')}.plan.txt`);

    const text = planAsText(planText(readFileSync(join(experiments, name), 'utf8')));

    if (process.env.CASES_UPDATE === '1') writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
