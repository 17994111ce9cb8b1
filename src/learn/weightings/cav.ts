import {
  cast,
  expandDims,
  greaterEqual,
  matMul,
  maximum,
  mean,
  oneHot,
  softmax,
  stack,
  type Tensor2D,
  tensor2d,
  tidy,
  tile,
  where,
} from '@tensorflow/tfjs-core';
import type { SettingsOf, weightings } from '../../catalogue/index.js';
import { type TeacherWeights, teacherWeights } from '../concepts/index.js';
import type { Teacher } from '../strategy.js';
import { type AskedTeacher, weighSamples } from './cav-by-sample.js';
import { equalWeights } from './equal-weights.js';
import type { Said, Weighting, WeightingBuilder } from './weighting.js';

type Settings = SettingsOf<typeof weightings.cav>;

const averages = { prob: 'probabilities', logit: 'logits', loss: 'losses' } as const;

/**
 * A teacher counts by how sensitive its classes are to concepts (Li & Joe, 2024): for all examples alike, by the class of
 * each, or by the cosine between the gradient of its logit and the concept's vector at each. Where the class is not
 * known, rows of classes are mixed by the teachers' mean probabilities, and the likeliest class is derived.
 */
export const cav: WeightingBuilder<Settings> = (settings, teachers): Weighting => {
  const common = { averages: averages[settings.fuse], varies: settings.weights !== 'global' };
  const known = askedTeachers(teachers);
  if (!known) return { ...common, weigh: ({ teachers }) => equalWeights(teachers) };
  const { global, byClass } = teacherWeights(
    known.map(({ found }) => found.measure),
    settings,
  );
  switch (settings.weights) {
    case 'global':
      return { ...common, weigh: ({ student }) => tile(tensor2d([[...global]]), [student.shape[0], 1]) as Tensor2D };
    case 'class':
      return {
        ...common,
        weigh: said => tidy(() => matMul(classesOf(said), tensor2d(byClass.map(row => [...row])))),
      };
    case 'sample':
      return {
        ...common,
        weigh: said => tidy(() => weighSamples(known, settings, said.images(), classesOf(said))),
      };
  }
};

/** What global weights come to; undefined where a teacher was not asked, as when a plan is only tried out. */
export function conceptWeights(settings: Settings, teachers: readonly Teacher[]): TeacherWeights | undefined {
  const known = askedTeachers(teachers);
  return (
    known &&
    teacherWeights(
      known.map(({ found }) => found.measure),
      settings,
    )
  );
}

function askedTeachers(teachers: readonly Teacher[]): readonly AskedTeacher[] | undefined {
  const known = teachers.flatMap(({ net, concepts }) => (concepts ? [{ net, found: concepts }] : []));
  return known.length === teachers.length ? known : undefined;
}

/** [batch, classes]: 1 at the class of an example, or the teachers' mean probabilities where it is not known. */
function classesOf({ teachers, labels }: Said): Tensor2D {
  const average = mean<Tensor2D>(stack(teachers.map(one => softmax(one))), 0);
  const own = cast(oneHot(cast(maximum(labels, 0), 'int32'), average.shape[1]) as Tensor2D, 'float32');
  return where(expandDims(greaterEqual(labels, 0), 1), own, average);
}
