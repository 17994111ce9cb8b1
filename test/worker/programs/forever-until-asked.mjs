import { listen, runForever } from './worker.mjs';

let job;
listen({
  'start-job': order => {
    job = order.job;
    runForever(order);
  },
  'stop-job': () => process.send({ type: 'job-stopped', job }),
  exit: () => process.exit(),
});
