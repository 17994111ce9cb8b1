import { listen, runForever } from './worker.mjs';

process.on('SIGTERM', () => {});
listen({ 'start-job': runForever });
