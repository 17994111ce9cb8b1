import type { ClassCount, JobId, MetricLookup, Plan, RunEvent, RunRequest } from '../../report/index.js';
import { loadDash } from '../load-app.js';
import { alternateScreen } from './alternate-screen.js';
import { dashFrame } from './dash-frame.js';
import type { LineSource, PlacedLine } from './dash-lines.js';
import { type DashState, firstState, told } from './dash-state.js';
import { DashStore } from './dash-store.js';
import type { DeviceReadings } from './devices.js';
import { press } from './press.js';
import { readKeys } from './read-keys.js';
import type { Line } from './span.js';
import { startSpokenDash } from './spoken-dash.js';
import { stage } from './stage.js';
import type { Picture } from './views/view.js';
import type { Wish } from './wish.js';

export interface DashOptions {
  /** A terminal with room to draw on. */
  readonly stream: NodeJS.WriteStream;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Sentences for a screen reader, one below the other, instead of pictures. */
  readonly isSpoken: boolean;
  readonly metric: MetricLookup;
  readonly classes: ClassCount;
  /** `leads`: the run was started from here and ends with us, unless it is let go. */
  readonly role: 'leads' | 'watches';
  /** Hears what is typed, unechoed, until the function it gives is called. */
  readonly onInput: (hear: (typed: string) => void) => () => void;
  /** Asks the head and gives its answer; rejects with words for people where it is no. */
  readonly ask: (request: RunRequest) => Promise<string>;
  readonly jobLog: (job: JobId, attempt: number) => readonly string[] | undefined;
  /** @param workers process numbers by slot */
  readonly readDevices: (workers: ReadonlyMap<number, number>) => Promise<DeviceReadings>;
}

/** The dashboard of a run on a terminal of its own. */
export interface Dash {
  onEvent(event: RunEvent): void;
  /** The head of the run is gone and could not say so. */
  lose(): void;
  /** Resolves when the person leaves it; rejects with a defect of ours. */
  readonly left: Promise<void>;
  /** Gives the terminal back as it was. */
  stop(): Promise<void>;
}

const frameEveryMs = 500;
const readDevicesEveryMs = 2_000;

/** A signal to ourselves has come by then. */
const settleMs = 50;

/** Shows a run, and listens to keys, until it is stopped. */
export async function startDash(plan: Plan, earlier: readonly RunEvent[], options: DashOptions): Promise<Dash> {
  if (options.isSpoken) return startSpokenDash(plan, earlier, options);
  const { mountDash } = await loadDash(options.colour);
  return new DashOnTerminal(plan, earlier, options, mountDash);
}

type Mount = Awaited<ReturnType<typeof loadDash>>['mountDash'];

class DashOnTerminal implements Dash {
  readonly left: Promise<void>;
  readonly #options: DashOptions;
  readonly #mount: Mount;
  readonly #store: DashStore;
  readonly #screen;
  readonly #timer;
  readonly #release: (() => void)[] = [];
  readonly #source: LineSource;
  readonly #listeners = new Set<() => void>();
  #settle: { leave: () => void; fail: (error: unknown) => void } = { leave() {}, fail() {} };
  #state: DashState = firstState;
  #picture: Picture = { lines: [], seen: { top: 0, page: 0, lines: 0 } };
  /** What is on the screen, by row. */
  #shown: (Line | undefined)[] = [];
  /** What is to be drawn. */
  #patch: readonly PlacedLine[] = [];
  #ink: ReturnType<Mount> | undefined;
  #closeInput = (): void => {};
  readonly #stopped = this.#guarded(() => this.#suspend());
  #isStale = true;
  #isReading = false;
  #devicesMs = 0;

  constructor(plan: Plan, earlier: readonly RunEvent[], options: DashOptions, mount: Mount) {
    const { stream, metric, classes, role, jobLog } = options;
    this.#options = options;
    this.#mount = mount;
    this.#store = new DashStore(plan, { metric, classes, role, jobLog, now: Date.now });
    this.#screen = alternateScreen(stream);
    this.#source = {
      lines: () => this.#patch,
      subscribe: listener => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
    };
    this.left = new Promise((leave, fail) => {
      this.#settle = { leave, fail };
    });
    this.left.catch(() => {}); // told by who waits for it
    for (const event of earlier) this.#store.add(event);
    const resized = this.#guarded(() => this.#remount());
    const continued = this.#guarded(() => this.#continue());
    stream.on('resize', resized);
    process.on('SIGTSTP', this.#stopped).on('SIGCONT', continued);
    this.#release.push(
      () => void stream.off('resize', resized),
      () => void process.off('SIGTSTP', this.#stopped).off('SIGCONT', continued),
    );
    this.#timer = setInterval(
      this.#guarded(() => this.#tick()),
      frameEveryMs,
    );
    this.#enter();
  }

  onEvent(event: RunEvent): void {
    this.#store.add(event);
    this.#isStale = true;
  }

  lose(): void {
    this.#store.lose();
    this.#isStale = true;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const release of this.#release) release();
    this.#exit();
  }

  #enter(): void {
    this.#screen.enter();
    this.#closeInput = this.#options.onInput(this.#guarded(typed => this.#hear(typed)));
    this.#remount();
  }

  #exit(): void {
    this.#closeInput();
    this.#ink?.unmount();
    this.#ink = undefined;
    this.#screen.leave();
  }

  /** Draws all anew, by an Ink that knows nothing of what was there. */
  #remount(): void {
    this.#ink?.unmount();
    this.#screen.wipe();
    this.#shown = [];
    this.#picture = this.#look();
    this.#patch = this.#changed();
    const { stream, colour } = this.#options;
    const there = stage(
      stream,
      this.#size().columns,
      () => this.#patch,
      rows => {
        for (const { row, line } of rows) this.#shown[row] = line;
      },
    );
    this.#ink = this.#mount(this.#source, there, colour);
  }

  #size(): { readonly columns: number; readonly rows: number } {
    const { stream } = this.#options;
    return { columns: stream.columns || 80, rows: stream.rows || 24 };
  }

  #look(): Picture {
    return dashFrame(this.#state, this.#store.look(), { ...this.#size(), unicode: this.#options.unicode });
  }

  #tick(): void {
    this.#readDevices();
    const { state } = this.#store.look().state;
    if (!this.#isStale && state !== 'running') return;
    this.#isStale = false;
    this.#draw();
  }

  #draw(): void {
    this.#picture = this.#look();
    const patch = this.#changed();
    if (patch.length === 0) return;
    this.#patch = patch;
    for (const listener of this.#listeners) listener();
  }

  #changed(): readonly PlacedLine[] {
    return this.#picture.lines.flatMap((line, row) => (isSameLine(line, this.#shown[row]) ? [] : [{ row, line }]));
  }

  #hear(typed: string): void {
    for (const key of readKeys(typed)) {
      const { state, wish } = press(this.#state, key, this.#store.look(), this.#picture.seen);
      this.#state = state;
      this.#draw();
      if (wish) this.#grant(wish);
    }
  }

  #grant(wish: Wish): void {
    switch (wish.type) {
      case 'leave':
        this.#settle.leave();
        return;
      case 'redraw':
        this.#remount();
        return;
      case 'suspend':
        this.#suspend();
        return;
      case 'ask':
        this.#say('asked');
        this.#options.ask(wish.request).then(
          this.#guarded(answer => this.#say(answer)),
          this.#guarded((error: unknown) => this.#say(error instanceof Error ? error.message : String(error))),
        );
    }
  }

  #say(message: string): void {
    this.#state = told(this.#state, message);
    this.#draw();
  }

  /** Into the background of the shell; `fg` brings it back. Where no shell can do that, it is back at once. */
  #suspend(): void {
    this.#exit();
    process.off('SIGTSTP', this.#stopped); // else it would only be heard
    process.kill(0, 'SIGTSTP'); // all of the shell's job, as the terminal does
    setTimeout(
      this.#guarded(() => {
        process.on('SIGTSTP', this.#stopped);
        this.#enter();
      }),
      settleMs,
    );
  }

  /** After a stop from outside, the shell may have set the terminal to its own liking. */
  #continue(): void {
    if (!this.#ink) return;
    this.#exit();
    this.#enter();
  }

  /** Cards are asked only while somebody looks at them: each look starts a program. */
  #readDevices(): void {
    const now = Date.now();
    if (this.#isReading || this.#state.view !== 'devices' || now - this.#devicesMs < readDevicesEveryMs) return;
    this.#isReading = true;
    this.#devicesMs = now;
    this.#options.readDevices(this.#store.workers()).then(
      this.#guarded(readings => {
        this.#isReading = false;
        this.#store.setDevices(readings);
        this.#isStale = true;
      }),
      this.#settle.fail,
    );
  }

  /** What goes wrong in a timer or at a key ends the dashboard in order, and is told after it. */
  #guarded<Args extends readonly unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      try {
        act(...args);
      } catch (error) {
        this.#settle.fail(error);
      }
    };
  }
}

function isSameLine(a: Line, b: Line | undefined): boolean {
  if (!b || a.isSelected !== b.isSelected || a.spans.length !== b.spans.length) return false;
  return a.spans.every(({ text, tone }, at) => text === b.spans[at]?.text && tone === b.spans[at]?.tone);
}
