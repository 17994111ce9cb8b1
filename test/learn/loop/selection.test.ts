import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../../src/learn/engines/start-engine.js';
import { type EpochReport, type TrainContext, Training, type Validation } from '../../../src/learn/loop.js';
import { none } from '../../../src/learn/strategies/none.js';
import type { Recipe } from '../../../src/learn/strategy.js';
import { digestOf, type ToyOptions, toyWorld } from '../toys/toy-world.js';

/** Measures what it is told to, one value after the other, and remembers the weights it saw. */
function told(values: readonly number[], better: Validation['better'] = 'larger') {
  const seen: string[] = [];
  const validation: Validation = {
    better,
    measure(product) {
      seen.push(digestOf(product));
      return { accuracy: values[seen.length - 1]! };
    },
  };
  return { validation, seen };
}

function open(
  options: ToyOptions,
  validation?: Validation,
): { readonly recipe: Recipe; readonly context: TrainContext } {
  const { world, context } = toyWorld(options);
  return { recipe: none.build({}, world), context: validation ? { ...context, validation } : context };
}

const train = { length: { epochs: 5 } };

beforeAll(() => startEngine('wasm', { threads: 1 }));

describe('what a training ends with', () => {
  it('is the weights of the epoch with the best value, the first of equals', async () => {
    const { validation, seen } = told([0.2, 0.7, 0.5, 0.7, 0.1]);
    const { recipe, context } = open({ train }, validation);

    const result = await new Training(recipe, context).run();

    expect(result).toEqual({ keptEpoch: 2, epochs: 5, metrics: { accuracy: 0.7 } });
    expect(digestOf(recipe.product)).toBe(seen[1]);
  });

  it('is the weights with the least value where smaller is better', async () => {
    const { validation, seen } = told([0.2, 0.7, 0.1, 0.7, 0.5], 'smaller');
    const { recipe, context } = open({ train }, validation);

    const result = await new Training(recipe, context).run();

    expect(result.keptEpoch).toBe(3);
    expect(digestOf(recipe.product)).toBe(seen[2]);
  });

  it('is the last weights where nothing is validated, or nothing can be judged', async () => {
    const { validation, seen } = told([Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    const judged = open({ train }, validation);
    const alone = open({ train });

    const result = await new Training(judged.recipe, judged.context).run();
    await new Training(alone.recipe, alone.context).run();

    expect(result).toEqual({ keptEpoch: 5, epochs: 5, metrics: {} });
    expect(digestOf(judged.recipe.product)).toBe(seen[4]);
    expect(digestOf(alone.recipe.product)).toBe(seen[4]);
  });

  it('is found again after a resume', async () => {
    const { recipe, context } = open({ train }, told([0.2, 0.9, 0.1]).validation);
    const stop = new AbortController();
    const first = new Training(recipe, context);
    await first
      .run({ signal: stop.signal, epochFinished: ({ epoch }) => (epoch === 3 ? stop.abort() : undefined) })
      .catch(() => {});
    const checkpoint = await first.state();
    const { validation } = told([0.3, 0.3]);
    const again = open({ train }, validation);
    const second = new Training(again.recipe, again.context);
    second.restore(checkpoint);

    const result = await second.run();

    expect(result).toEqual({ keptEpoch: 2, epochs: 5, metrics: { accuracy: 0.9 } });
    const twoEpochs = open({ train: { length: { epochs: 2 } } });
    await new Training(twoEpochs.recipe, twoEpochs.context).run();
    expect(digestOf(again.recipe.product)).toBe(digestOf(twoEpochs.recipe.product));
  });
});

describe('patience', () => {
  const stop = { name: 'patience', settings: { epochs: 2 } };

  it('ends a training after so many epochs without a better value', async () => {
    const { validation } = told([0.2, 0.7, 0.7, 0.6, 0.9]);
    const { recipe, context } = open({ train: { ...train, stop } }, validation);
    const epochs: number[] = [];

    const result = await new Training(recipe, context).run({
      epochFinished: ({ epoch }: EpochReport) => void epochs.push(epoch),
    });

    expect(epochs).toEqual([1, 2, 3, 4]);
    expect(result).toMatchObject({ keptEpoch: 2, epochs: 4 });
  });

  it('cuts no phase short but the last', async () => {
    const { validation } = told([0.5, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1]);
    const { recipe, context } = open({ train: { length: { epochs: 8 }, stop } }, validation);
    const [phase] = recipe.phases;
    const phases = [phase!, { ...phase!, name: 'again' }];
    const names: string[] = [];

    await new Training({ ...recipe, phases }, context).run({ epochFinished: report => void names.push(report.phase) });

    expect(names).toEqual(['train', 'train', 'train', 'train', 'again', 'again']);
  });
});
