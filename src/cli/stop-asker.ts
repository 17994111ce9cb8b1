import type { StopAsker } from '../schedule/index.js';
import type { Interrupt } from './terminal.js';

/** Asks the head of a run to end. `stop`: when running jobs have written a checkpoint. `kill`: now. */
export type AskToEnd = (what: 'stop' | 'kill', by: StopAsker) => void;

/**
 * Ctrl-C asks to stop, once more to end now. A polite kill and a terminal that closes ask to stop however often they
 * come: the system and the shell both tell of a closed terminal.
 */
export function stopAsker(ask: AskToEnd): (interrupt: Interrupt) => void {
  let isStopping = false;
  return interrupt => {
    if (!isStopping) ask('stop', interrupt === 'hang-up' ? 'terminal' : 'signal');
    else if (interrupt === 'ctrl-c') ask('kill', 'signal');
    isStopping = true;
  };
}
