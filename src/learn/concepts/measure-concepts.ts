import { setImmediate } from 'node:timers/promises';
import { oneHot, type Tensor2D, type Tensor4D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Random } from '../../lib/random.js';
import { TrainingFailure } from '../failure.js';
import type { Net } from '../module.js';
import type { ImageBatches } from '../streams/index.js';
import type { Activations } from './activations.js';
import type { ClassSensitivity, MeasuredConcept } from './concept-measure.js';
import { type ConceptVector, conceptVector, type FitSettings } from './concept-vector.js';
import { drawSets, type SetPair } from './draw-sets.js';
import type { FoundConcepts } from './found-concepts.js';
import { lengthsOf, sensitivity } from './sensitivity.js';
import { tTest } from './t-test.js';
import { activationsAt, gradientsAt, type Place } from './tap-gradients.js';

/** What a net is asked, with the images. */
export interface ConceptQuestion {
  readonly settings: MeasureSettings;
  readonly concepts: readonly {
    readonly name: string;
    readonly positive: ImageBatches;
    readonly negative: ImageBatches;
    /** Training images that do not have the concept as far as can be known: what chance is measured by. */
    readonly random: ImageBatches;
  }[];
  /** Images of each class. */
  readonly classes: readonly ImageBatches[];
  readonly classNames: readonly string[];
  readonly prior: readonly number[];
  readonly random: Random;
}

export interface MeasureSettings extends Place, FitSettings {
  readonly 'random-sets': number;
  readonly examples: number;
  readonly smoothness: number;
  readonly 'least-accuracy': number;
}

/**
 * Concept activation vectors and what a net's classes make of them (Kim et al., 2018): for each concept several vectors,
 * each against a random set of its own, and as many between random sets, whose scores are what chance gives.
 *
 * @throws TrainingFailure `refused` where a concept has too few images
 */
export async function measureConcepts(
  net: Net,
  question: ConceptQuestion,
  signal: AbortSignal,
): Promise<FoundConcepts> {
  const { settings, concepts, classes, classNames, prior } = question;
  const found: FittedConcept[] = [];
  for (const concept of concepts) found.push(await fitConcept(net, concept, question, signal));
  const sensitivities: ClassSensitivity[][] = concepts.map(() => []);
  for (const [index, images] of classes.entries()) {
    const chosen = (count: number): Tensor2D =>
      oneHot(tensor1d(new Array<number>(count).fill(index), 'int32'), classNames.length) as Tensor2D;
    const gradients = await collect(images, signal, batch => gradientsAt(net, batch, settings, chosen(batch.shape[0])));
    const lengths = lengthsOf(gradients);
    found.forEach((one, concept) => void sensitivities[concept]?.push(answerOf(gradients, lengths, one, settings)));
    await setImmediate();
  }
  const features = found[0]?.vectors[0]?.direction.length ?? 0;
  return {
    measure: {
      tap: settings.tap,
      features,
      classNames,
      prior,
      concepts: found.map(({ vectors, kept }, concept): MeasuredConcept => {
        const accuracies = vectors.map(({ accuracy }) => accuracy);
        return { accuracies, kept, classes: sensitivities[concept] ?? [] };
      }),
    },
    vectors: Float32Array.from(found.flatMap(({ vectors }) => vectors.flatMap(({ direction }) => [...direction]))),
  };
}

interface FittedConcept {
  readonly vectors: readonly ConceptVector[];
  readonly kept: readonly boolean[];
  /** Between two random sets. */
  readonly chance: readonly ConceptVector[];
}

async function fitConcept(
  net: Net,
  { name, positive, negative, random }: ConceptQuestion['concepts'][number],
  { settings, random: draws }: ConceptQuestion,
  signal: AbortSignal,
): Promise<FittedConcept> {
  const show = (images: ImageBatches): Promise<Activations> =>
    collect(images, signal, batch => activationsAt(net, batch, settings));
  const vectorOf = async ({ first, second }: SetPair): Promise<ConceptVector> => {
    const [one, other] = [await show(first), await show(second)];
    const rows = Array.from({ length: one.images }, (_, at) => at);
    return conceptVector(
      joined(one, other),
      rows,
      rows.map(row => row + one.images),
      settings,
    );
  };
  const { asked, chance } = drawSets({ name, positive, negative, random }, settings, draws.for(name));
  const [vectors, between]: [ConceptVector[], ConceptVector[]] = [[], []];
  for (const pair of asked) vectors.push(await vectorOf(pair));
  for (const pair of chance) between.push(await vectorOf(pair));
  return { vectors, kept: vectors.map(({ accuracy }) => accuracy >= settings['least-accuracy']), chance: between };
}

function answerOf(
  gradients: Activations,
  lengths: readonly number[],
  { vectors, kept, chance }: FittedConcept,
  { smoothness }: MeasureSettings,
): ClassSensitivity {
  if (gradients.images === 0) return { tcav: [], random: [], p: 1, smooth: 0, magnitude: 0, raw: 0 };
  const answers = vectors
    .filter((_, at) => kept[at])
    .map(({ direction }) => sensitivity(gradients, lengths, direction, smoothness));
  const tcav = answers.map(answer => answer.tcav);
  const random = chance.map(({ direction }) => sensitivity(gradients, lengths, direction, smoothness).tcav);
  const { p, t } = tTest(tcav, random);
  const mean = (of: 'smooth' | 'magnitude' | 'raw'): number =>
    answers.reduce((sum, answer) => sum + answer[of], 0) / Math.max(1, answers.length);
  const means = { smooth: mean('smooth'), magnitude: mean('magnitude'), raw: mean('raw') };
  return { tcav, random, p, ...(t === undefined ? {} : { t }), ...means };
}

/** Part of what equal bits rest on: kernels may sum in another order for another size. */
const batchSize = 64;

/** Runs over images in batches, and lets go of the event loop between them. */
async function collect(
  images: ImageBatches,
  signal: AbortSignal,
  of: (batch: Tensor4D) => Tensor2D,
): Promise<Activations> {
  const parts: Float32Array[] = [];
  let features = 0;
  for (let from = 0; from < images.length; from += batchSize) {
    const result = tidy(() => of(images.slice(from, Math.min(from + batchSize, images.length))));
    features = result.shape[1];
    parts.push(await result.data<'float32'>());
    result.dispose();
    await setImmediate();
    signal.throwIfAborted();
  }
  const values = new Float32Array(images.length * features);
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  if (!values.every(Number.isFinite))
    throw new TrainingFailure('diverged', 'what the net shows of concepts is not finite');
  return { images: images.length, features, values };
}

function joined(one: Activations, other: Activations): Activations {
  const values = new Float32Array(one.values.length + other.values.length);
  values.set(one.values);
  values.set(other.values, one.values.length);
  return { images: one.images + other.images, features: one.features, values };
}
