import { Bug } from '../../lib/bug.js';
import type { AskToEnd } from '../stop-asker.js';
import type { HeadOrder, ToClient, ToHead } from './messages.js';

/** The client of this head, on the other end of the channel between the two processes. */
export interface ClientChannel {
  /** What it wants; undefined where it went away before it said so. */
  readonly order: Promise<HeadOrder | undefined>;
  tell(message: ToClient): void;
  /** Hears, also of what was said before, when the client wants an end, or is gone and did not say to go on alone. */
  onAsk(ask: AskToEnd): void;
  /** Says the last of what was told, and hangs up. */
  close(): void;
}

export function clientChannel(process: NodeJS.Process): ClientChannel {
  if (!process.connected) throw new Bug('a head is started by a command, not by hand');
  const early: Parameters<AskToEnd>[] = [];
  let isAlone = false;
  let ask: AskToEnd = (...asked) => void early.push(asked);
  let settle: (order: HeadOrder | undefined) => void = () => {};
  const order = new Promise<HeadOrder | undefined>(resolve => {
    settle = resolve;
  });

  process.on('message', (message: ToHead) => {
    if (message.type === 'take') settle(message.order);
    else if (message.type === 'end') ask(...message.ask);
    else isAlone = true;
  });
  process.on('disconnect', () => {
    settle(undefined);
    if (!isAlone) ask('stop', 'terminal');
  });

  return {
    order,
    tell(message) {
      // A client that went away is told nothing; that it went is heard above.
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onAsk(hear) {
      ask = hear;
      for (const asked of early) hear(...asked);
    },
    close() {
      isAlone = true;
      if (process.connected) process.disconnect();
    },
  };
}
