import { readConfiguration } from './configuration.js';
import type { Jobs } from './jobs/index.js';
import { serve } from './serve.js';

/** The worker process. TensorFlow is loaded with the first job, never by the head, and stays for those that follow. */
let jobs: Promise<Jobs> | undefined;
serve(readConfiguration(process.argv.slice(2), process.env), () => {
  jobs ??= import('./jobs/index.js').then(({ openJobs }) => openJobs(process.env));
  return jobs;
});
