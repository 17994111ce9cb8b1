import type { Tallies } from '../../../src/formats/index.js';
import { type PageInput, reportPage } from '../../../src/page/index.js';
import type { Plan } from '../../../src/plan/index.js';
import { attemptsOf, resultsOf, trainingEpochs } from '../../../src/report/index.js';
import { events, replay, type Timed } from '../../report/helpers/history.js';
import { classes, metric } from '../../report/helpers/sample-plan.js';

/** What a page of a history of a plan is made of. */
export function inputOf(plan: Plan, history: readonly Timed[], changes: Partial<PageInput> = {}): PageInput {
  const state = replay(plan, history);
  return {
    state,
    results: resultsOf(state, metric),
    attempts: attemptsOf(events(history)),
    epochsOf: trainingEpochs(events(history), () => []),
    talliesOf: () => undefined,
    sources: [{ name: 'first.kd', text: 'experiment first { }', sha256: 'c0ffee' }],
    origin: {
      command: ['kd', 'exp', 'run', 'first.kd'],
      started: '2026-11-22T04:12:00.000Z',
      ended: '2026-11-22T04:13:00.000Z',
      planSha256: 'f00d',
      versions: ['kd 0.1.0 on Node v20.19.0'],
      cards: [],
      workers: 2,
      writtenBy: 'kd 0.1.0',
      written: '2026-11-22T05:00:00.000Z',
    },
    metric,
    classes,
    ...changes,
  };
}

export const pageOf = (plan: Plan, history: readonly Timed[], changes: Partial<PageInput> = {}): string =>
  reportPage(inputOf(plan, history, changes));

/** What is to be read of a page: its text without tags, drawings' descriptions included. */
export const textOf = (page: string): string =>
  page
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

export const tallies: Tallies = {
  version: 1,
  classes: ['cat', 'dog'],
  examples: 10,
  confusion: [
    [4, 1],
    [2, 3],
  ],
  reliability: [
    { count: 4, confidence: 2.4, correct: 2 },
    { count: 6, confidence: 5.7, correct: 5 },
  ],
  size: { parameters: 12_730, bytes: 50_920, flops: 25_000 },
};
