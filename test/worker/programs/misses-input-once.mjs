import { finish, listen } from './worker.mjs';

/** A job that needs another says at its first attempt that the result of that one is damaged. */
listen({
  'start-job': order => {
    const input = order.spec.product;
    if (input === undefined || order.attempt > 1) finish(order, { 'null.json': '{}' });
    else process.send({ type: 'job-failed', job: order.job, reason: 'damaged-input', text: 'is damaged', input });
  },
  exit: () => process.exit(),
});
