import {
  concat,
  div,
  mean,
  onesLike,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '@tensorflow/tfjs-core';
import { layersOf, type SettingsOf, type strategies } from '../../../catalogue/index.js';
import { must } from '../../../lib/bug.js';
import { detached } from '../../detached.js';
import { TrainingFailure } from '../../failure.js';
import {
  crossEntropyPerSample,
  layerAttention,
  localCorrelation,
  similarityPreservationPerSample,
  spread,
  tokenDistance,
  unitLength,
} from '../../losses/index.js';
import type { Module, Net } from '../../module.js';
import { dense } from '../../nets/index.js';
import type { Step, World } from '../../strategy.js';
import { projectedDistances } from '../../terms/projected-distances.js';
import { type Correlated, type CorrelatorSize, correlator } from './correlator.js';
import { describeLayer, descriptionLength, tokenWidth } from './layer-converter.js';
import { onceAStep } from './once-a-step.js';

export type Settings = SettingsOf<typeof strategies.iekd>;

/** What correlations with one teacher cost each example, [batch], and what learns for them. Absent where it weighs nothing. */
export interface TeacherCorrelation {
  readonly modules: readonly Module<unknown>[];
  readonly local?: Cost;
  readonly global?: Cost;
  readonly aux?: Cost;
}

export type Cost = (step: Step) => Tensor1D;

/**
 * The parts of the correlations with one teacher. Only what has something to learn from is made: no projections without
 * the local loss, no transformers where neither Λ nor the global loss looks at them.
 *
 * @param name of the teacher in logs, where there are several
 */
export function teacherCorrelation(settings: Settings, teacher: Net, name: string, world: World): TeacherCorrelation {
  const { lambda, distill, aux } = settings;
  const has = { local: settings['beta-l'] > 0, global: globalWeight(settings) > 0 };
  const correlation =
    has.global || (has.local && lambda !== 'uniform') ? correlated(settings, teacher, name, world) : undefined;
  const layers = layersOf(settings, { student: world.student.taps, teacher: teacher.taps });
  const distances = has.local
    ? projectedDistances(
        { net: world.student, stages: layers.student },
        { net: teacher, stages: layers.teacher },
        world.random.for('projections'),
      )
    : undefined;
  const classifier = correlation && aux > 0 ? classifierOf(correlation.width, world) : undefined;
  return {
    modules: [correlation?.module ?? [], classifier ?? [], distances?.modules ?? []].flat(),
    ...(distances
      ? {
          local: step => {
            const all = distances.of(step); // [batch, J, M]
            return localCorrelation(
              weightsOfPairs(settings, all, () => correlation?.of(step)),
              all,
            );
          },
        }
      : {}),
    ...(correlation && has.global
      ? {
          global: step => {
            const { student, own } = correlation.of(step);
            const target = correlation.target(step);
            return distill === 'gram'
              ? similarityPreservationPerSample(student, target)
              : tokenDistance(must(own, 'I_s'), target, settings['token-distance']);
          },
        }
      : {}),
    ...(correlation && classifier
      ? {
          aux: step =>
            crossEntropyPerSample(step.apply(classifier, mean(correlation.target(step), 1)), step.batch.labels),
        }
      : {}),
  };
}

/** β_g: of the loss of SP for `gram`, and of the size of the other losses for `token`. */
export const globalWeight = ({ 'beta-g': weight, distill }: Settings): number =>
  weight ?? (distill === 'gram' ? 3_000 : 1);

interface Correlation {
  readonly module: Module<Correlated>;
  readonly width: number;
  of(step: Step): Correlated;
  /** What the global loss brings the student to: P_t, or of `token` X_s, which is P_s. */
  target(step: Step): Tensor3D;
}

function correlated(settings: Settings, teacher: Net, name: string, world: World): Correlation {
  const { student } = world;
  const { mlc: by, distill } = settings;
  const layers = layersOf(settings, { student: student.taps, teacher: teacher.taps });
  const size = sizeOf(settings, layers, teacher, world);
  const module = correlator(size, world.random.for('correlator'));
  const describe = (step: Step, net: Net, names: readonly string[]): Tensor[] =>
    names.map(layer => describeLayer(must(step.outputs(net).taps[layer], layer), by));
  const target = ({ student: own, teacher: other }: Correlated): Tensor3D =>
    distill === 'gram' ? must(other, 'P_t') : own;
  const of = onceAStep((step): Correlated => {
    const descriptions = [
      ...describe(step, student, layers.student),
      ...detached(() => describe(step, teacher, layers.teacher)),
    ];
    const found = step.apply(module, concat(descriptions, 1));
    const { 'least-variance': least } = settings;
    step.log(
      `variance of ${distill === 'gram' ? 'P_t' : 'X_s'}${name}`,
      detached(() => spread(target(found))),
      {
        least,
        meaning: 'what is distilled no longer tells examples apart',
      },
    );
    return found;
  });
  return { module, width: size.width, of, target: step => target(of(step)) };
}

function sizeOf(
  settings: Settings,
  layers: ReturnType<typeof layersOf>,
  teacher: Net,
  { student, train, data }: World,
): CorrelatorSize {
  const { mlc: by, embedding, heads, dropout, correlation, distill, lambda } = settings;
  const batch = Math.min(train.batch, data.labeled);
  const width = tokenWidth(by, embedding, batch);
  if (width % heads !== 0)
    throw new TrainingFailure(
      'refused',
      `by \`mlc gram\` a token has a quarter of the batch, ${width} numbers, which is no multiple of \`heads ${heads}\``,
    );
  const lengths = ({ taps }: Net, names: readonly string[]): readonly number[] =>
    names.map(name => descriptionLength(must(taps[name], name), by, batch));
  const looksAtPairs = settings['beta-l'] > 0 && lambda !== 'uniform';
  return {
    by,
    width,
    heads,
    hidden: width * settings['feed-forward'],
    dropout,
    correlation,
    student: lengths(student, layers.student),
    teacher: lengths(teacher, layers.teacher),
    gives: { teacher: distill === 'gram' || looksAtPairs, own: distill === 'token' && globalWeight(settings) > 0 },
  };
}

/** Λ[b, j, m], a softmax over m of the cosines of P_s and P_t; or 1/M. */
function weightsOfPairs(
  { lambda, 'tau-a': softness }: Settings,
  distances: Tensor3D,
  correlation: () => Correlated | undefined,
): Tensor3D {
  if (lambda === 'uniform') return div(onesLike(distances), distances.shape[2]);
  const { student, teacher } = must(correlation(), 'correlations');
  const weigh = (): Tensor3D => layerAttention(unitLength(student), unitLength(must(teacher, 'P_t')), softness);
  return lambda === 'detached' ? detached(weigh) : weigh();
}

const classifierOf = (width: number, { data, random }: World): Module<Tensor2D> =>
  dense({ from: width, to: data.classes, activation: 'linear' }, random.for('classifier'));
