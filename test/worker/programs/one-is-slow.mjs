import { finish, listen, runForever } from './worker.mjs';

/** Does every job at once but those whose label, a path, ends in `slow`: they go on until they are killed. */
listen({
  'start-job': order => (order.spec.path?.endsWith('slow') ? runForever(order) : finish(order)),
  exit: () => process.exit(),
});
