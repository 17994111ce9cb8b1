import { existsSync } from 'node:fs';
import { finish, listen } from './worker.mjs';

/**
 * Dies on the card BROKEN_CARD, as with one whose memory is damaged; on others does nothing before there is the file
 * GO_ON.
 */
const { CUDA_VISIBLE_DEVICES: card, BROKEN_CARD: broken, GO_ON: file } = process.env;
listen({
  'start-job'(order) {
    if (card === broken) process.kill(process.pid, 'SIGSEGV');
    const timer = setInterval(() => {
      process.send({ type: 'alive' });
      if (!existsSync(file)) return;
      clearInterval(timer);
      finish(order);
    }, 10);
  },
  exit: () => process.exit(),
});
