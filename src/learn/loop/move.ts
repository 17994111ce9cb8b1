import { add, mul, type NamedTensorMap, type Scalar, scalar, sum } from '@tensorflow/tfjs-core';
import { Bug } from '../../lib/bug.js';
import { clipByGlobalNorm } from '../optimizers/index.js';
import type { Phase, Term } from '../strategy.js';
import type { Measured } from './meter.js';
import type { RunningLearner } from './running-learner.js';
import type { StepScope } from './step-scope.js';
import { takeGradients } from './take-gradients.js';

/** A learner and the terms down whose gradient it goes now. */
export interface Descent {
  readonly running: RunningLearner;
  readonly terms: readonly Term[];
}

export interface MoveSettings {
  readonly updates: NonNullable<Phase['updates']>;
  readonly clip: number | undefined;
}

/** Moves learners once, inside a tidy; gives what was measured on the way. */
export function move(descents: readonly Descent[], step: StepScope, settings: MoveSettings): readonly Measured[] {
  const measured: Measured[] = [];
  const take = (descent: Descent): NamedTensorMap => {
    const { gradients, losses } = gradientOf(descent, step);
    const { running } = descent;
    const adjusted = adjust(gradients, running, step);
    // Before clipping, which would make all of NaN where one gradient is.
    measured.push(...losses, ...gradientChecks(running, adjusted, step));
    return clip(adjusted, settings.clip);
  };
  const go = ({ running }: Descent, gradients: NamedTensorMap): void => {
    // A learner with nothing to go by stands still: not even its optimizer's clock moves.
    if (Object.keys(gradients).length > 0) running.optimizer.step(gradients, running.learningRate(step));
  };

  if (settings.updates === 'together') {
    const gradients = descents.map(take);
    descents.forEach((descent, index) => {
      go(descent, gradients[index] ?? {});
    });
  } else
    for (const descent of descents) {
      go(descent, take(descent));
      step.forget(descent.running.learner);
    }
  return measured;
}

/** The gradient of the weighted sum of terms, and each term before its weight. */
export function gradientOf(
  { running, terms }: Descent,
  step: StepScope,
): { readonly gradients: NamedTensorMap; readonly losses: readonly Measured[] } {
  const losses: Measured[] = [];
  const gradients = takeGradients(
    () =>
      step.onTapeOf(running.learner, () => {
        let total: Scalar | undefined;
        for (const { name, weight = 1, ramp, loss } of terms) {
          const factor = weight * (ramp?.(step) ?? 1);
          if (factor === 0) continue;
          const value = step.keep(expectScalar(name, loss(step)));
          losses.push({ kind: 'loss', name: `${running.prefix}${name}`, value });
          const part = factor === 1 ? value : mul<Scalar>(value, factor);
          total = total ? add<Scalar>(total, part) : part;
        }
        return total ?? scalar(0);
      }),
    running.variables,
  );
  return { gradients, losses };
}

function expectScalar(term: string, value: Scalar): Scalar {
  if (value.rank === 0) return value;
  throw new Bug(`term ${term} gives shape [${(value.shape as number[]).join(', ')}] instead of a scalar`);
}

function adjust(gradients: NamedTensorMap, { learner, variables }: RunningLearner, step: StepScope): NamedTensorMap {
  const { gradient: change } = learner;
  if (!change) return gradients;
  const changed: NamedTensorMap = {};
  for (const variable of variables) {
    const gradient = gradients[variable.name];
    if (gradient) changed[variable.name] = change(gradient, variable, step);
  }
  return changed;
}

const clip = (gradients: NamedTensorMap, limit: number | undefined): NamedTensorMap =>
  limit === undefined ? gradients : clipByGlobalNorm(gradients, limit);

/** The sum of a gradient's entries is NaN or infinite where one of them is, and cheaper than a norm. */
function gradientChecks({ learner }: RunningLearner, gradients: NamedTensorMap, step: StepScope): readonly Measured[] {
  return Object.entries(gradients).map(([variable, gradient]) => ({
    kind: 'gradient',
    name: `the gradient of ${learner.name} by ${variable}`,
    value: step.keep(sum<Scalar>(gradient)),
  }));
}
