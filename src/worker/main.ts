import { readConfiguration } from './configuration.js';
import { serve } from './serve.js';

/** The worker process. TensorFlow is loaded with the first job, never by the head. */
serve(readConfiguration(process.argv.slice(2)), async () => (await import('./jobs/index.js')).openJobs(process.env));
