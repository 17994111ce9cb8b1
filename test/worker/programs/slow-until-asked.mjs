import { finish, listen, runForever } from './worker.mjs';

/** The job named `slow` runs until it is asked to stop, `broken` fails at first, all others are done at once. */
let job;
listen({
  'start-job': order => {
    job = order.job;
    if (order.spec.path === 'slow') runForever(order);
    else if (order.spec.path === 'broken' && order.attempt === 1)
      process.send({ type: 'job-failed', job, reason: 'diverged', text: 'the loss is NaN' });
    else finish(order);
  },
  'stop-job': () => process.send({ type: 'job-stopped', job }),
  exit: () => process.exit(),
});
