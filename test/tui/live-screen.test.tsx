import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it, vi } from 'vitest';
import { secondsLeft, widthOf } from '../../src/report/index.js';
import { announcementOf } from '../../src/tui/announcement.js';
import { frameOf, type Screen } from '../../src/tui/frame.js';
import { LiveScreen } from '../../src/tui/live-screen.js';
import {
  begun,
  epoch,
  events,
  failed,
  finished,
  replay,
  started,
  startMs,
  type Timed,
} from '../report/helpers/history.js';
import { jobId, metric, samplePlan } from '../report/helpers/sample-plan.js';

vi.hoisted(() => {
  process.env.FORCE_COLOR = '1';
});

const history: Timed[] = [
  [0, started],
  [0, begun('teacher')],
  [8, finished('teacher', 8)],
  [9, finished('teacher-test', 1)],
  [9, begun('train-0-1')],
  [9, begun('train-1-2', 1)],
  [11, epoch('train-0-1', 1, { hard: 2.3125 })],
  [12, failed('train-1-2', 'crashed', 'ended by SIGKILL\nits last lines')],
  [12, { type: 'job-retried', job: jobId('train-1-2'), attempt: 2 }],
  [13, begun('train-1-2', 1, 2)],
  [19, finished('test-0-2', 1, { accuracy: 0.9731 })],
  [19, { type: 'trial-finished', trial: 'first-02', state: 'done' }],
  [20, epoch('train-1-2', 3, { hard: 0.41, kd: 0.0312 })],
];

function picture(screen: Screen, facts: readonly Timed[] = history): string {
  const state = replay(samplePlan(), facts);
  const announcements = events(facts).flatMap(event => announcementOf(state, event, metric) ?? []);
  const moment = { nowMs: startMs + 21_000, secondsLeft: secondsLeft(state, startMs + 21_000) };
  const frame = frameOf(state, screen, moment, announcements);
  return `\n${renderToString(<LiveScreen frame={frame} />, { columns: screen.columns })}\n`;
}

const size = (columns: number, rows = 24): Screen => ({
  columns,
  rows,
  unicode: true,
  colour: false,
  interrupt: 'ends-run',
});

describe('LiveScreen', () => {
  it('shows the whole, what runs and what happened in 100 columns', () => {
    expect(picture(size(100))).toMatchInlineSnapshot(`
      "
      ✖ failed    cell 1, seed 2: crashed: ended by SIGKILL
      ↻ retried   cell 1, seed 2, attempt 2
      ✔ done      trial first-02: accuracy 97.31 %, cell 0, seed 2
      ███░░░░░░░░░░░░░░░░░░░░░░ 1/9 trials, 3/20 jobs
      0:21, about 33 s left
      ● slot 0  cell 0, seed 1  epoch 1/4  hard 2.31
      ● slot 1  cell 1, seed 2  epoch 3/4  hard 0.410  kd 0.0312
      "
    `);
  });

  it('says which card a run that stands still waits for, until it has one', () => {
    const waiting: Timed[] = [
      [0, started],
      [1, { type: 'cards-awaited', text: 'GPU 0 is in use by another program' }],
    ];
    const opened: Timed = [2, { type: 'slot-opened', slot: 0, index: 0, uuid: 'GPU-1', name: 'H100' }];

    expect(picture(size(100), waiting)).toContain('\nwaits for a card: GPU 0 is in use by another program\n');
    expect(picture(size(100), [...waiting, opened])).not.toContain('waits for a card');
  });

  it('cuts to 60 columns', () => {
    expect(picture(size(60))).toMatchInlineSnapshot(`
      "
      ✖ failed    cell 1, seed 2: crashed: ended by SIGKILL
      ↻ retried   cell 1, seed 2, attempt 2
      ✔ done      trial first-02: accuracy 97.31 %, cell 0, seed 2
      ██░░░░░░░░░░░░░ 1/9 trials, 3/20 jobs
      0:21, about 33 s left
      ● slot 0  cell 0, seed 1  epoch 1/4  hard 2.31
      ● slot 1  cell 1, seed 2  epoch 3/4  hard 0.410  kd 0.0312
      "
    `);
  });

  it('needs nothing beyond ASCII where the locale has nothing else', () => {
    const text = picture({ ...size(60), unicode: false });

    expect(text).toMatchInlineSnapshot(`
      "
      x failed    cell 1, seed 2: crashed: ended by SIGKILL
      > retried   cell 1, seed 2, attempt 2
      + done      trial first-02: accuracy 97.31 %, cell 0, seed 2
      ##............. 1/9 trials, 3/20 jobs
      0:21, about 33 s left
      * slot 0  cell 0, seed 1  epoch 1/4  hard 2.31
      * slot 1  cell 1, seed 2  epoch 3/4  hard 0.410  kd 0.0312
      "
    `);
    expect([...text].every(character => character < '\u007F')).toBe(true);
  });

  it('adds colour without changing a sign or a word', () => {
    const coloured = picture({ ...size(60), colour: true });

    expect(coloured).toContain('\u001B[31m✖\u001B[39m');
    expect(stripVTControlCharacters(coloured)).toBe(picture(size(60)));
  });

  it('says what a stop waits for, and how a run ended', () => {
    const stopping: Timed[] = [...history, [20, { type: 'stop-asked', by: 'signal' }]];
    const over: Timed[] = [...stopping, [21, { type: 'run-finished', state: 'stopped' }]];

    expect(picture(size(80), stopping)).toContain(
      '\nstopping: 2 running jobs write their checkpoints; Ctrl-C again ends now',
    );
    expect(picture(size(80), over)).toContain('\n0:21, stopped\n');
  });

  it('has one line for a cell that was given up, none for its trials, which are counted', () => {
    const givenUp: Timed[] = [
      ...history,
      [
        20,
        {
          type: 'cell-stopped-early',
          experiment: 0,
          cell: 1,
          epoch: 3,
          metric: 'accuracy',
          value: 0.612,
          seeds: 1,
          best: 0.74,
          needed: 0.7,
          cells: 8,
          places: 2,
        },
      ],
      ...[1, 2, 3].map(
        (seed): Timed => [
          20,
          { type: 'trial-finished', trial: `first-1${seed}`, state: 'canceled', because: 'stopped-early' },
        ],
      ),
    ];

    expect(picture(size(100), givenUp).split('\n').slice(4, 6)).toMatchInlineSnapshot(`
      [
        "◌ given up  first: kd, temperature 2 after 3 epochs at validation accuracy 61.20 %, best 74.00 %; t…",
        "███░░░░░░░░░░░░░░░░░░░░░░ 1/9 trials, 3/20 jobs, 3 given up",
      ]
    `);
  });

  it('stays below the height and within the width of any terminal', () => {
    const running = fc.integer({ min: 0, max: 9 });

    fc.assert(
      fc.property(
        running,
        fc.integer({ min: 3, max: 15 }),
        fc.integer({ min: 40, max: 120 }),
        (jobs, rows, columns) => {
          const facts: Timed[] = [
            [0, started],
            ...samplePlan()
              .jobs.slice(0, jobs)
              .map(({ id }, slot): Timed => [1, begun(id, slot)]),
          ];
          const lines = picture(size(columns, rows), facts).trimEnd().split('\n').slice(1);

          expect(lines.length).toBeLessThan(rows);
          expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 40 },
    );
  });
});
