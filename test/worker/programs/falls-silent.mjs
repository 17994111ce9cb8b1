import { listen } from './worker.mjs';

listen({});
