import { listen } from './worker.mjs';

listen({
  'start-job': () => {
    const hoard = [];
    for (;;) hoard.push(new Array(1000).fill({}));
  },
});
