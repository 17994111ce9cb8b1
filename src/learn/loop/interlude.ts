import { must } from '../../lib/bug.js';
import type { StreamBatch } from '../batch.js';
import type { Interlude, Move } from '../strategy.js';
import type { Descent } from './move.js';
import type { PlannedInterlude } from './planned-phase.js';
import type { RunningPhase } from './running-phase.js';

export function isDue({ every }: Interlude, step: number, endsEpoch: boolean): boolean {
  return every === 'epoch' ? endsEpoch : step % every === 0;
}

/**
 * Runs one interlude after a step, from one of its batches on. Gives the number of each batch that comes from a stream
 * of its own before it is used: there a training may rest, or end and go on from a checkpoint.
 */
export async function* runInterlude(
  phase: RunningPhase,
  planned: PlannedInterlude,
  ofStep: StreamBatch,
  step: number,
  from: number,
): AsyncGenerator<number, void> {
  const { interlude } = planned;
  const descents = interlude.moves.map(move => descentOf(phase, interlude, move));
  if (interlude.rollback) phase.memory.remember();
  for (const [index, batch] of batchesOf(planned, ofStep, runOf(interlude, phase, step), from)) {
    if (planned.stream !== 'same') yield index;
    phase.act({
      step,
      batch,
      random: phase.randomOf(step).for('interlude', interlude.name, index),
      descents,
      updates: 'in-turn',
      looks: [interlude.afterStep ? phase.plan.phase.afterStep : undefined, interlude.afterMoves],
    });
    if (phase.meter.isFull) await phase.meter.read();
  }
  if (interlude.rollback) phase.memory.putBack();
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
function* batchesOf(
  { interlude, stream }: PlannedInterlude,
  ofStep: StreamBatch,
  run: number,
  from: number,
): Generator<readonly [index: number, StreamBatch]> {
  if (stream === 'same') {
    yield [0, ofStep];
    return;
  }
  const { batchesPerEpoch } = stream;
  const isPass = interlude.length === 'pass';
  const epoch = isPass ? run : Math.floor(run / batchesPerEpoch);
  const indices = isPass ? Array.from({ length: batchesPerEpoch }, (_, index) => index) : [run % batchesPerEpoch];
  for (const [index, at] of [...indices.entries()].slice(from)) {
    const batch = stream.batch(epoch, at);
    try {
      yield [index, batch];
    } finally {
      batch.dispose();
    }
  }
}
