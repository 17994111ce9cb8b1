import type { DashRun } from './dash-run.js';
import type { DashState, View } from './dash-state.js';
import { footer } from './footer.js';
import { header, leftText, progressLine, titleLine } from './header.js';
import { promptLine } from './prompt-line.js';
import type { DashScreen } from './screen.js';
import { fitLine, line } from './span.js';
import { compare } from './views/compare.js';
import { devices } from './views/devices.js';
import { help } from './views/help.js';
import { jobs } from './views/jobs.js';
import { log } from './views/log.js';
import { overview } from './views/overview.js';
import { trial } from './views/trial.js';
import type { Picture, ViewOf } from './views/view.js';

const viewOf: Readonly<Record<View, ViewOf>> = { overview, trial, jobs, devices, compare, log, help };

/** Below this, nothing but how far it is. */
const leastColumns = 40;
const leastRows = 10;

/** The whole screen, a line for each of its rows, each cut to the width. */
export function dashFrame(state: DashState, run: DashRun, screen: DashScreen): Picture {
  const { columns, rows, unicode } = screen;
  const height = Math.max(1, rows);
  if (columns < leastColumns || rows < leastRows) {
    const small = [
      titleLine(run, screen),
      progressLine(run, screen),
      line(run.state.state === 'running' ? leftText(run) : ''),
      promptLine(state, run),
      smallFooter,
    ];
    return {
      lines: small.slice(0, height).map(one => fitLine(one, columns, screen)),
      seen: { top: 0, page: 1, lines: 0 },
    };
  }
  const head = header(state, run, screen);
  const foot = [promptLine(state, run), footer(state, run, columns)];
  const body = viewOf[state.view](state, run, { columns, rows: height - head.length - foot.length, unicode });
  const empty = Array.from({ length: Math.max(0, height - head.length - foot.length - body.lines.length) }, () =>
    line(),
  );
  return {
    lines: [...head, ...body.lines, ...empty, ...foot].map(one => fitLine(one, columns, screen)),
    seen: body.seen,
  };
}

const smallFooter = line('too small for more; q leave');
