import { initialState, reduce } from '../../report/index.js';
import { eventsOf } from '../../schedule/index.js';
import { openStore } from '../../store/index.js';
import type { CommandAction } from '../commands.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { type ClientChannel, clientChannel } from '../head/client-channel.js';
import type { HeadOrder } from '../head/messages.js';
import { leadRun } from '../lead-run.js';
import { outcomeCode } from '../outcome-code.js';
import { failureOf, tellFailure } from '../report-failure.js';
import { stopAsker } from '../stop-asker.js';
import type { Terminal } from '../terminal.js';

/**
 * The head of a run in a session of its own; never typed, but started by a command that is its client. It says little,
 * for its journal tells all; what goes wrong it tells its client and its log.
 */
export const expHead: CommandAction = async (_args, _options, terminal) => {
  const client = clientChannel(process);
  const order = await client.order;
  if (!order) return exitCode.interrupted;
  try {
    return await lead(order, client, terminal);
  } catch (error) {
    const failure = failureOf(error, order.command.slice(1));
    client.tell({ type: 'failed', failure });
    return tellFailure(failure, terminal);
  } finally {
    client.close();
  }
};

async function lead(
  { store: folder, run: name, ...order }: HeadOrder,
  client: ClientChannel,
  terminal: Terminal,
): Promise<ExitCode> {
  const store = openStore(folder);
  const run = store.runs.find(name);
  const plan = run.plan();
  const outcome = await leadRun(
    { store, run, plan, ...order },
    {
      state: eventsOf(run, plan).reduce(reduce, initialState(plan)),
      onEvent() {},
      onTaken(ask) {
        client.tell({ type: 'taken' });
        client.onAsk(ask);
        return terminal.onInterrupt(stopAsker(ask));
      },
    },
    terminal,
  );
  client.tell({ type: 'ended', outcome });
  return outcomeCode[outcome];
}
