import { finish, listen, runForever } from './worker.mjs';

listen({
  'start-job': order => (order.attempt === 1 && order.spec.kind === 'import' ? runForever(order) : finish(order)),
  exit: () => process.exit(),
});
