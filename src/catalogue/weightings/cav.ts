import { optional, required, withDefault } from '../entry.js';
import { concept, flag, fraction, label, list, number, tap, whole, word } from '../type.js';
import { weighting } from './weighting-entry.js';

/** What is measured of every net. */
const measured = {
  concepts: required(list(concept(), { min: 1 }), 'what teachers should look for'),
  tap: optional(tap('teacher'), 'the layer whose activations are looked at; default: the last stage but one'),
  pool: withDefault(word('none', 'gap'), 'none', 'whole maps, or their means over space'),
  'random-sets': withDefault(
    whole({ min: 2, max: 500 }),
    20,
    'vectors for each concept, each against a set of its own',
  ),
  examples: withDefault(whole({ min: 6, max: 1_000 }), 50, 'images on each side of a vector'),
  classifier: withDefault(word('logistic', 'ridge', 'pattern'), 'logistic', 'what the vectors are perpendicular to'),
  l2: withDefault(number({ above: 0 }), 0.01, 'weight of ‖w‖² in the classifier'),
  images: withDefault(whole({ min: 2, max: 10_000 }), 100, 'images of each class on which derivatives are taken'),
  target: withDefault(word('logit', 'ce'), 'logit', 'what is derived: the logit of the class, or its log-probability'),
  smoothness: withDefault(number({ above: 0 }), 0.1, 'α of the smooth score, in standard deviations'),
  'least-accuracy': withDefault(fraction(), 0.7, 'a vector that tells unseen images apart less well is dropped'),
};

/** How weights follow from it. */
const weighed = {
  score: withDefault(
    word('tcav', 'excess', 'smooth', 'magnitude', 'unsigned', 'raw'),
    'tcav',
    'what counts as sensitivity',
  ),
  gate: withDefault(flag(), true, 'whether a sensitivity that is not significant counts as 0'),
  significance: withDefault(fraction(), 0.05, 'bound of p, divided by concepts × classes'),
  importance: optional(list(number({ min: 0 }), { min: 1 }), 'of each concept; default: all alike'),
  targets: optional(list(label(), { min: 1 }), 'classes that count; default: all, by how often they are'),
  weights: withDefault(word('global', 'class', 'sample'), 'global', 'whether weights differ by class or by example'),
  sharpness: withDefault(number({ above: 0 }), 1, 'γ of w ∝ score^γ'),
  floor: withDefault(fraction(), 0.05, 'part of the weight that is shared alike'),
  fallback: withDefault(word('uniform', 'ungated'), 'uniform', 'what is done where nothing is significant'),
  fuse: withDefault(word('prob', 'logit', 'loss'), 'prob', 'what the weights are an average of'),
};

/** All of it, as the strategy of this name has it too. */
export const cavParameters = { ...measured, ...weighed };

/** Names of what an object of the concept stage depends on. */
export const measuredByCav = Object.keys(measured) as readonly (keyof typeof measured)[];

type Settings = Readonly<Record<string, unknown>>;

/** What is wrong with the settings by themselves. */
export function cavMisfit({ concepts, importance }: Settings): string | undefined {
  if (!Array.isArray(importance) || !Array.isArray(concepts)) return undefined;
  if (importance.length !== concepts.length)
    return `${importance.length} numbers of \`importance\` for ${concepts.length} concepts`;
  return importance.some(one => one > 0) ? undefined : 'the `importance` of all concepts is 0';
}

export const cav = weighting({
  help: 'a teacher counts by how sensitive its classes are to concepts, by concept activation vectors',
  version: 1,
  parameters: cavParameters,
  misfit: cavMisfit,
  source:
    'Li & Joe, Explanation-focused Adaptive Multi-teacher Knowledge Distillation, 2024; Kim et al., Interpretability Beyond Feature Attribution (TCAV), 2018',
  example: 'weigh cav { concepts [footwear]  score excess  gate false  weights class }',
});
