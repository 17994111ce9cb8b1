import { listen } from './worker.mjs';

listen({ 'start-job': () => process.send({ type: 'job-stopped', job: 'another' }) });
