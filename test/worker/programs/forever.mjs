import { listen, runForever } from './worker.mjs';

listen({ 'start-job': runForever, 'stop-job': () => {} });
