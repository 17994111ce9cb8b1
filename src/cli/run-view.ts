import { unreachable } from '../lib/bug.js';
import type { Plan } from '../plan/index.js';
import { plainLog, type RunEvent, type RunState } from '../report/index.js';
import { metricFacts } from './lookups.js';
import type { Terminal } from './terminal.js';
import { textOptions } from './text-options.js';

export type Ui = 'auto' | ShownUi;
/** All but the dashboard, which also hears keys, only listen. */
export type ShownUi = 'dash' | ListeningUi;
export type ListeningUi = 'live' | 'plain' | 'json' | 'none';

/** Shows a run while it goes on; hears every event after it was taken into the state. */
export interface RunView {
  onEvent(event: RunEvent): void;
  stop(): Promise<void>;
}

export interface Watched {
  readonly plan: Plan;
  /** Of the run, kept up to date by the one who watches. */
  readonly state: RunState;
  /** What happened before, where an unfinished run is gone on with. */
  readonly earlier: readonly RunEvent[];
  /** What Ctrl-C does: it ends the run, or only the watching. */
  readonly interrupt: 'ends-run' | 'leaves-run';
}

export function startView(ui: ListeningUi, watched: Watched, terminal: Terminal): Promise<RunView> | RunView {
  switch (ui) {
    case 'live':
      return liveView(watched, terminal);
    case 'plain':
      return plainView(watched, terminal);
    case 'json':
      return { onEvent: event => terminal.out(`${JSON.stringify(event)}\n`), stop: async () => {} };
    case 'none':
      return { onEvent() {}, stop: async () => {} };
    default:
      return unreachable(ui);
  }
}

/** What of the asked for it is on this terminal: the dashboard draws and hears keys, or is another. */
export function uiFor(asked: Ui = 'auto', { isTty, env }: Terminal, usual: 'live' | 'dash' = 'live'): ShownUi {
  const wanted = asked === 'auto' ? usual : asked;
  const canDraw = isTty.err && !env.CI && env.TERM !== 'dumb';
  if (wanted === 'dash') {
    if (!canDraw) return 'plain';
    return isTty.in ? 'dash' : 'live';
  }
  return asked === 'auto' && !canDraw ? 'plain' : wanted;
}

/** Ink and React come with it, so it is loaded only where it is shown. */
async function liveView({ plan, earlier, interrupt }: Watched, terminal: Terminal): Promise<RunView> {
  const { startLiveView } = await import('../tui/index.js');
  const { colour, unicode } = textOptions(terminal, 'err');
  const view = startLiveView(plan, { stream: terminal.progress, colour, unicode, metric: metricFacts, interrupt });
  for (const event of earlier) view.onEvent(event);
  return view;
}

function plainView({ state }: Watched, terminal: Terminal): RunView {
  const log = plainLog(metricFacts);
  const tell = (lines: readonly string[]): void => {
    if (lines.length > 0) terminal.err(`${lines.join('\n')}\n`);
  };
  const timer = setInterval(() => tell(log.onTick(state, Date.now())), 1_000).unref();
  return {
    onEvent: event => tell(log.onEvent(state, event)),
    async stop() {
      clearInterval(timer);
    },
  };
}
