import type { RunState } from '../report/index.js';
import { attachDash } from './dash-of.js';
import { followRun } from './followed-run.js';
import { type HeadEnd, startHead } from './head/start-head.js';
import type { RunOrder } from './lead-run.js';
import { stopAsker } from './stop-asker.js';
import type { Terminal } from './terminal.js';

/**
 * Has a head carry a run out and shows it on the dashboard until the person leaves, who says of a run under way whether
 * it goes on alone: then there is no end yet. A signal asks the run to stop, and the dashboard ends with it.
 */
export async function leadOnDash(
  order: RunOrder,
  terminal: Terminal,
): Promise<{ readonly end: HeadEnd | undefined; readonly state: RunState }> {
  const followed = followRun(order.run);
  const { state } = followed;
  const dash = await attachDash(followed, order.store, 'leads', terminal);
  const head = startHead(order);
  const ask = stopAsker(head.ask);
  let interrupt = (): void => {};
  const interrupted = new Promise<'interrupted'>(resolve => {
    interrupt = () => resolve('interrupted');
  });
  const unsubscribe = terminal.onInterrupt(how => {
    ask(how);
    interrupt();
  });
  const failed = head.ended.then(({ type }) => (type === 'failed' ? type : new Promise<never>(() => {})));
  try {
    const way = await Promise.race([dash.left.then(() => 'left' as const), failed, interrupted]);
    const isUnderWay = state.state === 'running' || state.state === 'waiting';
    if (way === 'left' && isUnderWay) await head.leave();
    const end = way === 'left' && isUnderWay ? undefined : await head.ended;
    followed.look();
    return { end, state };
  } finally {
    unsubscribe();
    head.hangUp();
    await dash.stop();
  }
}
