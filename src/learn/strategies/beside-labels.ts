import type { LossName } from '../../catalogue/index.js';
import type { Strategy, Term, World } from '../strategy.js';
import { createTerm, hard, kd } from '../terms/index.js';
import { studentAlone } from './student-alone.js';

interface Weights {
  readonly beta: number;
  readonly alpha: number;
  readonly temperature: number;
}

/** The labels, softened probabilities where `alpha` is not 0, and `beta` times the bare loss term of a name. */
export const besideLabels = <Settings extends Weights>(name: LossName): Strategy<Settings> => ({
  build(settings, world) {
    const parts = createTerm({ name, settings: settings as never }, world);
    const terms = [...labelsAnd(settings, world), { name, weight: settings.beta, loss: parts.loss }];
    return studentAlone(world, terms, [parts]);
  },
});

/** The labels, and softened probabilities of the teacher where they weigh something. */
export function labelsAnd({ alpha, temperature }: Omit<Weights, 'beta'>, world: World): readonly Term[] {
  const labels: Term = { name: 'hard', loss: hard({}, world) };
  if (alpha === 0) return [labels];
  const weigh = { name: 'uniform', settings: { of: 'probabilities' } };
  return [labels, { name: 'kd', weight: alpha, loss: kd({ temperature, weigh }, world) }];
}
