import type { MetricLookup, Plan, RunEvent } from '../report/index.js';
import { frameSource } from './frame-source.js';
import { loadApp } from './load-app.js';

export interface LiveViewOptions {
  /** A terminal, not a pipe, and not in CI, where Ink shows nothing before the end. */
  readonly stream: NodeJS.WriteStream;
  readonly colour: boolean;
  readonly unicode: boolean;
  readonly metric: MetricLookup;
  /** What Ctrl-C does, for what the view says of it. */
  readonly interrupt: 'ends-run' | 'leaves-run';
  /** In ms since 1970. */
  readonly now?: () => number;
}

/** A live picture of a run, in place on the terminal. */
export interface LiveView {
  onEvent(event: RunEvent): void;
  /** Shows the last state, leaves it on the screen, and gives the terminal back. */
  stop(): Promise<void>;
}

/** Pictures a second: at Ink's own 30 a big run costs a core. */
const framesPerSecond = 4;

/** Shows a run from its first event on; gives a picture of its state a few times a second, however many events come. */
export function startLiveView(plan: Plan, options: LiveViewOptions): LiveView {
  const { stream, colour, unicode, metric, interrupt, now = Date.now } = options;
  const screen = () => ({ columns: stream.columns || 80, rows: stream.rows || 24, colour, unicode, interrupt });
  const source = frameSource(plan, metric, screen, now);
  const app = loadApp(colour).then(({ mountApp }) => mountApp(source, stream, framesPerSecond));
  app.catch(() => {}); // told by stop
  const timer = setInterval(source.tick, 1000 / framesPerSecond).unref();
  return {
    onEvent: source.onEvent,
    async stop() {
      clearInterval(timer);
      const instance = await app;
      const exit = instance.waitUntilExit();
      source.tick();
      await new Promise(setImmediate); // React takes the last frame in a microtask
      instance.unmount();
      await exit;
    },
  };
}
