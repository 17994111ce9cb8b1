import { finish, listen } from './worker.mjs';

listen({ 'start-job': finish, exit: () => process.exit() });
