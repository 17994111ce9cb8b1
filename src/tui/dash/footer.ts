import { widthOf } from '../../report/index.js';
import type { DashRun } from './dash-run.js';
import type { DashState, View } from './dash-state.js';
import { type Line, line, type Span, toned } from './span.js';

type Hint = readonly [key: string, does: string];

const move: Hint = ['jk', 'move'];
const trialKeys: readonly Hint[] = [
  ['x', 'stop'],
  ['r', 'retry'],
];

const hints: Readonly<Record<View, readonly Hint[]>> = {
  overview: [
    move,
    ['hl', 'seed'],
    ['enter', 'trial'],
    ['/', 'filter'],
    ['s', 'sort'],
    ['space', 'mark'],
    ['c', 'compare'],
    ...trialKeys,
  ],
  trial: [['jk', 'scroll'], ['hl', 'seed'], ...trialKeys, ['esc', 'back']],
  jobs: [move, ['hl', 'fold'], ['/', 'filter'], ['enter', 'trial'], ...trialKeys, ['esc', 'back']],
  devices: [
    ['jk', 'scroll'],
    ['+-', 'workers'],
    ['esc', 'back'],
  ],
  compare: [move, ['b', 'against'], ['m', 'metric'], ['space', 'unmark'], ['enter', 'trial'], ['esc', 'back']],
  log: [
    ['jk', 'scroll'],
    ['G', 'follow'],
    ['/', 'filter'],
    ['esc', 'back'],
  ],
  help: [
    ['jk', 'scroll'],
    ['esc', 'back'],
  ],
};

/** The keys of a view, as many as fit; help and how to leave are always among them. */
export function footer({ view }: DashState, run: DashRun, columns: number): Line {
  const last: readonly Hint[] = [
    ['?', 'help'],
    ['q', 'leave'],
  ];
  const whole: readonly Hint[] = [
    ...hints[view],
    ['p', run.state.isPaused ? 'go on' : 'pause'],
    ...(view === 'devices' ? [] : [['+-', 'workers'] as const]),
    [':', 'command'],
  ];
  const shown: Hint[] = [];
  let free = columns - widthOfAll(last);
  for (const hint of whole) {
    const width = widthOfAll([hint]) + 2;
    if (width > free) break;
    shown.push(hint);
    free -= width;
  }
  return line(...[...shown, ...last].flatMap((hint, at) => spansOf(hint, at)));
}

const spansOf = ([key, does]: Hint, at: number): Span[] => [
  toned('bold', `${at > 0 ? '  ' : ''}${key}`),
  toned('dim', ` ${does}`),
];

const widthOfAll = (all: readonly Hint[]): number =>
  all.reduce((sum, [key, does]) => sum + widthOf(`${key} ${does}  `), -2);
