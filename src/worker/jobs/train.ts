import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { cavsOf } from '../../catalogue/index.js';
import { findCollapse } from '../../learn/collapse.js';
import type { TeacherWeights } from '../../learn/concepts/index.js';
import { TrainingFailure } from '../../learn/failure.js';
import { type TrainContext, Training, type TrainingResult } from '../../learn/loop.js';
import type { Net } from '../../learn/module.js';
import { storedLogits } from '../../learn/stored-logits.js';
import { buildRecipe } from '../../learn/strategies/index.js';
import type { Product, Recipe, Teacher } from '../../learn/strategy.js';
import { createStreams, openImageBatches, type TrainingPart } from '../../learn/streams/index.js';
import { createValidation } from '../../learn/validation.js';
import { conceptWeights } from '../../learn/weightings/index.js';
import { loadWeights } from '../../learn/weights.js';
import { random } from '../../lib/random.js';
import type { JobId, TrainSpec } from '../../plan/index.js';
import type { ObjectReader } from '../../store/index.js';
import { type JobContext, JobFailure } from '../job-context.js';
import { historyFile } from '../protocol.js';
import { labelsOf, type OpenDataset, partOf } from './datasets.js';
import { expectFit } from './expect-fit.js';
import type { JobRunner, Workshop } from './job-runner.js';
import { openTeacher, readWeights, saveProduct } from './product.js';
import { readConcepts } from './stored-concepts.js';
import { readLogits } from './stored-logits.js';
import { goOn, keep } from './training-checkpoints.js';
import { createStudent, createWorld } from './world.js';

/** Trains a net by a strategy and keeps its product. */
export const train: JobRunner<TrainSpec> = async (spec, context, workshop) => {
  const { recipe, training: surroundings } = await prepareTraining(spec, context, workshop);
  const training = new Training(recipe, surroundings);
  let result: TrainingResult;
  try {
    goOn(training, context);
    result = await run(training, context);
  } catch (error) {
    if (error instanceof TrainingFailure && error.reason === 'diverged')
      context.log(`${error.message}; last checkpoint before it: ${context.checkpoints.latest()?.folder ?? 'none'}`);
    throw error;
  } finally {
    training.dispose();
  }

  const weights = weightsOf(spec, surroundings.teachers);
  await saveProduct(context.output, recipe.product);
  return {
    metrics: {
      ...Object.fromEntries(Object.entries(result.metrics).map(([name, value]) => [`validation-${name}`, value])),
      epochs: result.epochs,
      'kept-epoch': result.keptEpoch,
      ...Object.fromEntries(weights?.global.map((weight, at) => [`weight/${at + 1}`, weight]) ?? []),
    },
    warnings: [
      ...(await warningsAbout(recipe.product, workshop.datasets.open(spec.data))),
      ...(weights?.warnings ?? []),
    ],
  };
};

/** A student that has learned nothing is a result all the same. */
async function warningsAbout(
  product: Product,
  { train: set, normalization, split }: OpenDataset,
): Promise<readonly string[]> {
  if (new Set(split.train.subarray(0, 128).map(index => set.labels[index] ?? 0)).size < 2) return [];
  const collapse = await findCollapse(product, openImageBatches(set, normalization, split.train));
  return collapse === undefined ? [] : [`the student has collapsed: ${collapse}`];
}

/** What teachers weigh where they are weighed by concepts, over all examples. */
function weightsOf({ strategy }: TrainSpec, teachers: readonly Teacher[]): TeacherWeights | undefined {
  const [cav] = cavsOf(strategy);
  return cav && conceptWeights(cav.settings as never, teachers);
}

/** To the end, with a checkpoint now and then and one when it is asked to stop. */
async function run(training: Training, context: JobContext): Promise<TrainingResult> {
  const { signal, checkpoints, output } = context;
  try {
    return await training.run({
      signal,
      epochFinished(report) {
        // Without the time it took: equal jobs leave equal files. Without rates, which follow from the settings: files of
        // before they were told are equal to those of now.
        const { seconds: _, rates: __, ...facts } = report;
        appendFileSync(join(output, historyFile), `${JSON.stringify(facts)}\n`);
        context.epochFinished(report);
      },
      async atRest() {
        if (checkpoints.isDue) await keep(training, context);
      },
    });
  } catch (error) {
    if (signal.aborted && error === signal.reason) await keep(training, context);
    throw error;
  }
}

/** Everything a training is made of: modules, teachers, batches, validation. */
export async function prepareTraining(
  spec: TrainSpec,
  { store, signal }: JobContext,
  { datasets }: Workshop,
): Promise<{ readonly recipe: Recipe; readonly training: TrainContext }> {
  const dataset = datasets.open(spec.data);
  const student = createStudent(spec);
  if (spec.start !== undefined && store.has(spec.start)) startFrom(spec.start, student, store);
  const teachers = await Promise.all(
    spec.teachers.map(async ({ product, outputs, concepts }) => {
      const opened = await openTeacher(product, store);
      const isAsked = concepts !== undefined && store.has(concepts);
      const teacher = isAsked ? { ...opened, concepts: readConcepts(store, concepts) } : opened;
      expectFit(teacher.net, dataset.train);
      if (outputs === undefined || !store.has(outputs)) return teacher;
      const classes = dataset.train.classNames.length;
      const logits = readLogits(store, outputs, dataset.split.train.length, classes);
      return { ...teacher, storedLogits: storedLogits(logits, classes) };
    }),
  );
  const world = createWorld(spec, student, teachers);
  const draws = random(spec.seed);
  return {
    recipe: buildRecipe(spec.strategy, world),
    training: {
      train: spec.train,
      teachers,
      random: draws.for('training'),
      openStream: createStreams(trainingPartOf(spec, dataset), spec.train.batch, draws.for('batches')),
      ...validationOf(spec, dataset, signal),
    },
  };
}

function trainingPartOf({ data }: TrainSpec, { train: set, normalization, split }: OpenDataset): TrainingPart {
  return { set, normalization, indices: split.train, labeled: split.labeled, augment: data.augment };
}

function validationOf(
  { train: { select } }: TrainSpec,
  dataset: OpenDataset,
  signal: AbortSignal,
): Pick<TrainContext, 'validation'> {
  const part = partOf(dataset, 'validation');
  if (part.indices.length === 0) return {};
  const images = openImageBatches(part.set, dataset.normalization, part.indices);
  return { validation: createValidation(select, images, labelsOf(part), part.set.classNames.length, signal) };
}

function startFrom(id: JobId, student: Net, store: ObjectReader): void {
  const { bytes, manifest } = readWeights(id, store);
  try {
    loadWeights(bytes, manifest, student.variables);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new JobFailure('refused', `the student cannot start from these weights: ${reason}`, { cause });
  }
}
