import { mul, type Scalar } from '@tensorflow/tfjs-core';
import { hintPair, type SettingsOf, stagesOf, type strategies } from '../../catalogue/index.js';
import type { Net } from '../module.js';
import type { Phase, Recipe, Strategy, World } from '../strategy.js';
import { createTerm, type TermParts } from '../terms/index.js';
import { besideLabels, labelsAnd } from './beside-labels.js';
import { studentPhase } from './student-alone.js';

type Settings = SettingsOf<typeof strategies.fitnets>;

/**
 * A hint beside the labels; or, as the paper has it, first a hint alone, which moves the student up to its guided layer,
 * and then labels and softened probabilities from there, the regressor dropped (Romero et al., 2015). The hint alone is
 * half the mean squared difference over elements, where the paper writes half the squared norm: at one learning rate
 * for both stages a sum over the thousands of elements of a map does not converge.
 */
export const fitnets: Strategy<Settings> = {
  build(settings, world) {
    if (settings.mode === 'one-stage')
      return besideLabels('fitnets').build({ ...settings, alpha: settings.alpha ?? 0 }, world);
    return inTwoStages(settings, world);
  },
};

function inTwoStages(settings: Settings, world: World): Recipe {
  const { hint, guided, alpha = 1, temperature, 'hint-share': share } = settings;
  const parts = createTerm({ name: 'fitnets', settings: { hint, guided } }, world);
  const distil = studentPhase('distil', world, labelsAnd({ alpha, temperature }, world));
  const phases: Phase[] = [
    { ...hintPhase(parts, settings, world), share },
    { ...distil, share: 1 - share },
  ];
  return { phases, product: world.student };
}

function hintPhase(parts: TermParts, settings: Settings, world: World): Phase {
  const { student, teachers } = world;
  const pair = hintPair(settings, { student: student.taps, teacher: teachers[0]?.net.taps ?? {} });
  const beyond = partsBeyond(pair.student, student);
  const loss: TermParts['loss'] = step => mul<Scalar>(parts.loss(step), 0.5);
  const phase = studentPhase('hint', world, [{ name: 'hint', loss }], [parts]);
  const only = (variable: string): boolean => !beyond.some(part => variable.startsWith(`${part}/`));
  return { ...phase, learners: phase.learners.map(learner => ({ ...learner, only })) };
}

/** The parts of a net on which a tap does not depend. */
function partsBeyond(tap: string, { taps }: Net): readonly string[] {
  const parts = [...stagesOf(taps), 'pool', 'head'];
  const part = tap === 'pooled' ? 'pool' : tap === 'logits' ? 'head' : tap;
  return parts.slice(parts.indexOf(part) + 1);
}
