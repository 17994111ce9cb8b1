import { listen } from './worker.mjs';

listen({ 'start-job': ({ job }) => process.send({ type: 'job-finished', job, result: 'fine' }) });
