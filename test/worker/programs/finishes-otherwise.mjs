import { finish, listen } from './worker.mjs';

// With another content than the fake worker has.
listen({ 'start-job': message => finish(message, { 'null.json': 'otherwise' }), exit: () => process.exit() });
