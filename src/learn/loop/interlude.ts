import { setImmediate } from 'node:timers/promises';
import { keep, type Variable } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import type { StreamBatch } from '../batch.js';
import type { Interlude, Move } from '../strategy.js';
import type { Descent } from './move.js';
import type { PlannedInterlude } from './planned-phase.js';
import type { RunningPhase } from './running-phase.js';

export function isDue({ every }: Interlude, step: number, endsEpoch: boolean): boolean {
  return every === 'epoch' ? endsEpoch : step % every === 0;
}

/** Runs one interlude after a step to its end. It is never cut short: a checkpoint lies between steps. */
export async function runInterlude(
  phase: RunningPhase,
  planned: PlannedInterlude,
  ofStep: StreamBatch,
  step: number,
): Promise<void> {
  const { interlude } = planned;
  const descents = interlude.moves.map(move => descentOf(phase, interlude, move));
  const putBack = interlude.rollback ? remember(phase.movable) : undefined;
  let index = 0;
  for (const batch of batchesOf(planned, ofStep, runOf(interlude, phase, step))) {
    phase.act({
      step,
      batch,
      random: phase.randomOf(step).for('interlude', interlude.name, index++),
      descents,
      updates: 'in-turn',
      looks: [interlude.afterStep ? phase.plan.phase.afterStep : undefined, interlude.afterMoves],
    });
    if (phase.meter.isFull) await phase.meter.read();
    if (planned.stream !== 'same') await setImmediate();
  }
  putBack?.();
}

function descentOf(phase: RunningPhase, { name }: Interlude, { learner, terms }: Move): Descent {
  const running = must(
    phase.learners.find(candidate => candidate.learner.name === learner),
    `learner ${learner}`,
  );
  return { running: { ...running, prefix: `${name}.${running.prefix}` }, terms };
}

/** How often the interlude ran before in its phase: its place in its stream, whatever was resumed in between. */
function runOf({ every }: Interlude, phase: RunningPhase, step: number): number {
  return every === 'epoch' ? phase.progress(step).epoch : Math.floor(step / every);
}

/** Each is disposed of when the next is asked for. */
function* batchesOf({ interlude, stream }: PlannedInterlude, ofStep: StreamBatch, run: number): Generator<StreamBatch> {
  if (stream === 'same') {
    yield ofStep;
    return;
  }
  const { batchesPerEpoch } = stream;
  const isPass = interlude.length === 'pass';
  const epoch = isPass ? run : Math.floor(run / batchesPerEpoch);
  const indices = isPass ? Array.from({ length: batchesPerEpoch }, (_, index) => index) : [run % batchesPerEpoch];
  for (const index of indices) {
    const batch = stream.batch(epoch, index);
    try {
      yield batch;
    } finally {
      batch.dispose();
    }
  }
}

function remember(variables: ReadonlySet<Variable>): () => void {
  const values = [...variables].map(variable => ({ variable, value: keep(variable.clone()) }));
  return () => {
    for (const { variable, value } of values) {
      variable.assign(value);
      value.dispose();
    }
  };
}
