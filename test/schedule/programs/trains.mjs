import { finish, listen } from '../../worker/programs/worker.mjs';

/** Trains for three epochs and reports the accuracy its net is to have; one that `waits` ends only when it is asked to stop. */
let alive;
let job;

function train(order) {
  const { accuracy, waits } = order.spec.net.settings;
  const history = (waits ? [1] : [1, 2, 3]).map(epoch => ({
    phase: 'train',
    epoch,
    epochs: 3,
    losses: {},
    metrics: { accuracy },
  }));
  for (const facts of history) process.send({ type: 'epoch-finished', job, progress: { ...facts, seconds: 0 } });
  if (waits) alive = setInterval(() => process.send({ type: 'alive' }), 20);
  else finish(order, { 'history.jsonl': history.map(facts => `${JSON.stringify(facts)}\n`).join('') });
}

listen({
  'start-job': order => {
    job = order.job;
    if (order.spec.kind === 'train') train(order);
    else finish(order);
  },
  'stop-job': () => {
    // One that is done already is past stopping.
    if (!alive) return;
    clearInterval(alive);
    alive = undefined;
    process.send({ type: 'job-stopped', job });
  },
  exit: () => process.exit(),
});
