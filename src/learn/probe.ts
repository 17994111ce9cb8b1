import { setImmediate } from 'node:timers/promises';
import { clone, dispose, type NamedTensorMap, type Scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { must } from '../lib/bug.js';
import { sha256 } from '../lib/hash.js';
import type { OpenStream, StreamBatch } from './batch.js';
import { TrainingFailure } from './failure.js';
import { checkRecipe } from './loop/check-recipe.js';
import type { TrainContext } from './loop/context.js';
import { gradientOf } from './loop/move.js';
import { planPhases } from './loop/planned-phase.js';
import type { RunningLearner } from './loop/running-learner.js';
import { RunningPhase } from './loop/running-phase.js';
import type { StepScope } from './loop/step-scope.js';
import { tidied } from './loop/tidied.js';
import type { Module } from './module.js';
import { globalNorm } from './optimizers/index.js';
import type { Phase, Recipe, Term } from './strategy.js';
import { serializeWeights } from './weights.js';

/** What a few batches show of a recipe; JSON. */
export interface ProbeReport {
  /** Shapes of what the product and each teacher give for a batch, by tap. */
  readonly outputs: Readonly<Record<string, Shapes>>;
  readonly phases: readonly ProbedPhase[];
  /** What is wrong, in words; empty where nothing is. */
  readonly problems: readonly string[];
}

type Shapes = Readonly<Record<string, readonly number[]>>;

interface ProbedPhase {
  readonly name: string;
  readonly learners: readonly { readonly name: string; readonly terms: readonly ProbedTerm[] }[];
}

/** A term by itself, before its weight and ramp. */
interface ProbedTerm {
  readonly name: string;
  readonly value: number;
  /** Norm of its gradient by each module of its learner, in their order. */
  readonly gradientNorms: readonly number[];
}

/** How many batches of every stream are looked at. */
const batches = 2;

/**
 * Trains a recipe for a few batches in every phase, interludes included, and looks at each term by itself: is it
 * finite, does its gradient reach its learner, does a teacher stay as it is? The recipe is used up: its modules have
 * moved, so build another one to train.
 */
export async function probe(recipe: Recipe, context: TrainContext): Promise<ProbeReport> {
  checkRecipe(recipe, context.teachers);
  const length = { epochs: recipe.phases.length };
  const short = { ...context, train: { ...context.train, length }, openStream: shortened(context.openStream) };
  const teachersBefore = await Promise.all(context.teachers.map(({ net }) => digestOf(net)));
  const phases: ProbedPhase[] = [];
  const problems: string[] = [];
  let outputs: ProbeReport['outputs'] = {};
  for (const plan of planPhases(recipe, short)) {
    tidy(() => plan.phase.start?.());
    const phase = new RunningPhase(plan, short);
    const batch = plan.stream.batch(0, 0);
    try {
      const before = await probePhase(phase, batch);
      outputs = lookAt(phase, batch, scope => shapesOf(recipe, context, scope));
      phases.push(before);
      for (let step = 0; step < plan.length.steps; step++) for await (const _ of phase.run(step)) await setImmediate();
      await phase.meter.read();
      // Once more, for a teacher that starts as a copy of the student has nothing to say before the first step.
      problems.push(...problemsOf(before, await probePhase(phase, batch), plan.phase));
    } catch (failure) {
      if (!(failure instanceof TrainingFailure)) throw failure;
      problems.push(failure.message);
    } finally {
      batch.dispose();
      phase.dispose();
    }
  }
  for (const [index, { label, net }] of context.teachers.entries())
    if ((await digestOf(net)) !== teachersBefore[index])
      problems.push(`teacher ${label} is frozen, and its weights have changed`);
  return { outputs, phases, problems };
}

const shortened =
  (open: OpenStream): OpenStream =>
  (spec, purpose) => {
    const stream = open(spec, purpose);
    return { ...stream, batchesPerEpoch: Math.min(batches, stream.batchesPerEpoch) };
  };

async function probePhase(phase: RunningPhase, batch: StreamBatch): Promise<ProbedPhase> {
  const learners: ProbedPhase['learners'][number][] = [];
  for (const running of phase.learners) {
    const terms: ProbedTerm[] = [];
    for (const { name, loss } of running.learner.terms) {
      const { value, norms } = lookAt(phase, batch, scope => probeTerm(running, { name, loss }, scope));
      const gradientNorms = await Promise.all(norms.map(numberOf));
      terms.push({ name, value: await numberOf(value), gradientNorms });
      dispose([value, norms]);
    }
    learners.push({ name: running.learner.name, terms });
  }
  return { name: phase.plan.phase.name, learners };
}

function lookAt<T>(phase: RunningPhase, batch: StreamBatch, look: (scope: StepScope) => T): T {
  const scope = phase.openStep(0, batch, phase.randomOf(0));
  try {
    return tidied(() => look(scope));
  } finally {
    scope.dispose();
  }
}

/** A term's value, and the norm of its gradient by each module. */
function probeTerm(
  running: RunningLearner,
  term: Term,
  scope: StepScope,
): { readonly value: Scalar; readonly norms: Scalar[] } {
  const { gradients, losses } = gradientOf({ running, terms: [term] }, scope);
  const { modules } = running.learner;
  const norms = modules.map((_, index) =>
    globalNorm(modules.length === 1 ? gradients : startingWith(`${index}/`, gradients)),
  );
  return { value: clone(must(losses[0], 'loss').value), norms };
}

const numberOf = async (value: Scalar): Promise<number> => (await value.data())[0] ?? Number.NaN;

const startingWith = (prefix: string, gradients: NamedTensorMap): NamedTensorMap =>
  Object.fromEntries(Object.entries(gradients).filter(([name]) => name.startsWith(prefix)));

function problemsOf(before: ProbedPhase, after: ProbedPhase, { learners }: Phase): string[] {
  return after.learners.flatMap((learner, at) =>
    learner.terms.flatMap((term, index) => {
      const { weight, isSometimesSilent = false } = learners[at]?.terms[index] ?? {};
      if (weight === 0) return [];
      const norms = [...(before.learners[at]?.terms[index]?.gradientNorms ?? []), ...term.gradientNorms];
      const problem = problemOf(term, norms, isSometimesSilent);
      return problem ? [`phase ${after.name}, ${learner.name}: ${problem}`] : [];
    }),
  );
}

function problemOf({ name, value }: ProbedTerm, norms: readonly number[], maySayNothing: boolean): string | undefined {
  if (!Number.isFinite(value)) return `the loss ${name} is ${value}`;
  if (!norms.every(Number.isFinite)) return `the gradient of ${name} is not finite`;
  return !maySayNothing && norms.every(norm => norm === 0) ? `the loss ${name} sends no gradient` : undefined;
}

function shapesOf({ product }: Recipe, { teachers }: TrainContext, scope: StepScope): ProbeReport['outputs'] {
  const ofProduct = product.apply(scope.batch.view(), { training: false, random: scope.random });
  const ofTeachers = teachers.map(({ label, net }) => [`teacher ${label}`, shapes(scope.outputs(net).taps)] as const);
  return { product: shapes(ofProduct.taps), ...Object.fromEntries(ofTeachers) };
}

const shapes = (taps: Readonly<Record<string, Tensor>>): Shapes =>
  Object.fromEntries(Object.entries(taps).map(([name, { shape }]) => [name, shape]));

const digestOf = async ({ variables }: Module<unknown>): Promise<string> =>
  sha256((await serializeWeights(variables)).bytes);
