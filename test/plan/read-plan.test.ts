import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readPlan } from '../../src/plan/index.js';
import { anyPlan, idOf, planOf } from '../helpers/plans.js';

const chain = planOf([{ name: 'first' }, { name: 'second', needs: ['first'] }]);

/** A copy with something else at a path: `jobs.0.id`. */
function changed(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(chain));
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce((at, name) => at[name], copy);
  parent[last] = value;
  return copy;
}

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce(inner => [inner], 0);

describe('a plan that is read', () => {
  it('is what was written', () => {
    fc.assert(
      fc.property(anyPlan(), plan => {
        const written = JSON.parse(JSON.stringify(plan));

        expect(readPlan(written)).toBe(written);
      }),
    );
  });

  it('may say more than this kd knows', () => {
    expect(readPlan(changed('experiments.0.mood', 'good'))).not.toHaveProperty('wrong');
  });

  it.each([
    ['jobs.0.id', '../../..', 'jobs[0].id is not a job id'],
    ['jobs.0.id', idOf('stranger'), 'jobs[1] needs'],
    ['jobs.1.id', idOf('first'), 'jobs[1].id is there twice'],
    ['jobs.0.needs', [idOf('second')], 'jobs[0] needs'],
    ['jobs.0.label', { toString: 'x' }, 'jobs[0].label is not a text'],
    ['jobs.0.spec', null, 'jobs[0].spec is not an object'],
    ['jobs.0.spec.kind', 'constructor', 'jobs[0].spec.kind is not `train`'],
    ['jobs.1.spec.product', idOf('stranger'), 'jobs[1] needs'],
    ['jobs.1.spec.data.from.settings', deep(100), 'is not an object'],
    ['jobs.1.spec.data.from.settings.deep', deep(10_000), 'jobs[1].spec is nested deeper than 64 levels'],
    ['jobs.0.work', '1', 'jobs[0].work is not a number'],
    ['jobs.0.limits.retries', -1, 'jobs[0].limits.retries is not a count'],
    ['experiments.0.name', '../x', 'experiments[0].name is not a name'],
    ['experiments.0.trials.0.id', 'a/b', 'experiments[0].trials[0].id is not a name'],
    ['experiments.0.trials.0.result', idOf('stranger'), 'experiments[0].trials[0] needs a job that is not there'],
    ['experiments.0.trials.0.cell', JSON.parse('{"__proto__":"x"}'), 'experiments[0].trials[0].cell has a field'],
    ['experiments.0.cells', [{ cell: {}, trials: [7] }], 'experiments[0].cells[0] has a trial that is not there'],
    ['experiments.0.cells', [{ cell: {}, trials: [0], against: 1 }], 'experiments[0].cells[0].against is no cell'],
    ['experiments.0.teachers', [{ label: 'x', evaluation: idOf('stranger') }], 'experiments[0].teachers[0].evaluation'],
    ['jobs', 'all', 'jobs is not a list'],
    ['engine', 3, 'engine is not an object'],
  ])('is refused, saying where, with another %s', (path, value, wrong) => {
    expect(readPlan(changed(path, value))).toEqual({ wrong: expect.stringContaining(wrong) });
  });
});
