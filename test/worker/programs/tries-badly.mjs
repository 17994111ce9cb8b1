import { finish, listen } from './worker.mjs';

/** Can do every job, but for those tried out: they need what is not there. */
listen({
  'start-job': finish,
  'try-job': ({ job }) => process.send({ type: 'job-failed', job, reason: 'refused', text: 'the shapes do not fit' }),
  exit: () => process.exit(),
});
