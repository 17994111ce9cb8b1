import {
  clone,
  grad,
  mean,
  mul,
  reshape,
  type Scalar,
  squaredDifference,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { hintPair, type SettingsOf, type strategies } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { detached } from '../detached.js';
import { poolMap } from '../losses/index.js';
import type { Module, Net } from '../module.js';
import { hintRegressor } from '../regressors/index.js';
import type { Step, Strategy, Teacher, World } from '../strategy.js';
import { descentWeights } from '../weightings/index.js';
import { byGradient } from './by-gradient.js';
import { weighedTeachers } from './weighed-teachers.js';

type Settings = SettingsOf<(typeof strategies)['aekd-features']>;

/**
 * What `aekd` learns, and β · Σ_m a_m · the mean squared difference of teacher m's hint and what a regressor of its own
 * makes of the guided layer, a of the gradients by that layer, averaged over the batch; Du et al., 2020.
 */
export const aekdFeatures: Strategy<Settings> = {
  build(settings, world) {
    const recipe = weighedTeachers<Settings>(byGradient).build(settings, world);
    const hints = world.teachers.map((teacher, at) => hintOf(settings, teacher, at, world));
    const descend = descentWeights(settings);
    const loss = (step: Step): Scalar => {
      const costs = hints.map(({ cost, guided }) => cost(step, shownAt(step, world.student, guided)));
      if (costs.length < 2) return must(costs[0], 'hint');
      const slopes = (): Tensor2D => stack(hints.map(hint => slopeOf(step, hint, world.student))) as Tensor2D;
      const weights = detached(() => descend(slopes())); // [teachers]
      return sum<Scalar>(mul(stack(costs), weights));
    };
    const phases = recipe.phases.map(phase => ({
      ...phase,
      learners: phase.learners.map(learner => ({
        ...learner,
        modules: [...learner.modules, ...hints.map(({ regressor }) => regressor)],
        terms: [...learner.terms, { name: 'hints', weight: settings.beta, loss }],
      })),
    }));
    return { ...recipe, phases };
  },
};

interface Hint {
  /** Name of the student's layer. */
  readonly guided: string;
  readonly regressor: Module<Tensor>;
  cost(step: Step, guided: Tensor): Scalar;
}

function hintOf(settings: Settings, { net }: Teacher, at: number, { student, random }: World): Hint {
  const pair = hintPair(settings, { student: student.taps, teacher: net.taps });
  const [from, to] = [shapeOf(student, pair.student), shapeOf(net, pair.teacher)];
  const regressor = hintRegressor(from, to, random.for('regressor', at));
  return {
    guided: pair.student,
    regressor,
    cost(step, guided) {
      const guess = step.apply(regressor, guided);
      const hint = shownAt(step, net, pair.teacher);
      const [, rows = 1, columns = 1] = guess.shape;
      // smaller than the hint only where no regressor fits
      return mean(squaredDifference(guess, guess.rank === 4 ? poolMap(hint as Tensor4D, rows, columns) : hint));
    },
  };
}

const shapeOf = ({ taps }: Net, tap: string): readonly number[] => must(taps[tap], tap);

const shownAt = (step: Step, net: Net, tap: string): Tensor => must(step.outputs(net).taps[tap], tap);

/** The gradient of a hint's cost by the guided layer, averaged over the batch, as one row. */
function slopeOf(step: Step, { cost, guided }: Hint, student: Net): Tensor1D {
  // a copy: what a step has made of the layer itself is known, and lies on the tape around this one
  const gradient = grad((value: Tensor) => cost(step, value))(clone(shownAt(step, student, guided)));
  return reshape(mean(gradient, 0), [-1]);
}
