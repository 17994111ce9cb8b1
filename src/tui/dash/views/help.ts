import { pad } from '../../../report/index.js';
import { commands } from '../command.js';
import { type Line, line, toned } from '../span.js';
import { textPicture } from './list.js';
import type { ViewOf } from './view.js';

const keys: readonly (readonly [keys: string, does: string])[] = [
  ['1 … 6', 'overview, trial, jobs, devices, compare, log'],
  ['j k, arrows', 'down and up; pages by page-up, page-down, Ctrl-F, Ctrl-B; g and G to the first and the last'],
  ['h l, arrows', 'to another seed; in the jobs fold and unfold'],
  ['enter, esc', 'into a trial, and back; esc also takes back a filter'],
  ['/', 'show only rows with a text in them, or trials of a state, such as failed'],
  ['s', 'sort the overview: by the plan, best first, trouble first, progress'],
  ['m', 'judge by the next metric'],
  ['space', 'mark a cell, c compares those marked, b chooses what with'],
  ['x', 'stop a trial (asks)'],
  ['r', 'try a trial again'],
  ['p', 'pause the run, and go on'],
  ['+ -', 'one worker more, one fewer'],
  [':', 'a command; tab completes it'],
  ['Ctrl-L, Ctrl-Z', 'draw anew; into the background, fg brings it back'],
  ['q', 'leave; a run that was started from here may go on alone'],
];

const marks: readonly (readonly [sign: string, ascii: string, means: string])[] = [
  ['✔', '+', 'done'],
  ['●', '*', 'running'],
  ['·', '.', 'waiting'],
  ['✖', 'x', 'failed'],
  ['○', '-', 'stopped'],
  ['◌', '-', 'given up'],
];

/** All keys, signs and commands. */
export const help: ViewOf = (state, _run, box) => {
  const rows = (pairs: readonly (readonly [string, string])[]): Line[] => {
    const width = pairs.reduce((most, [name]) => Math.max(most, name.length), 0);
    return pairs.map(([name, does]) => line('  ', toned('bold', pad(name, width)), `  ${does}`));
  };
  const typed = Object.entries(commands).map(
    ([name, { takes, help: does }]) => [`:${name}${takes === undefined ? '' : ` ${takes}`}`, does] as const,
  );
  return textPicture(
    [
      line(toned('dim', 'keys')),
      ...rows(keys.map(([name, does]) => [box.unicode ? name : name.replace('…', '-'), does])),
      line(),
      line(toned('dim', 'signs')),
      ...rows(marks.map(([sign, ascii, means]) => [box.unicode ? sign : ascii, means])),
      line(),
      line(toned('dim', 'commands; an unambiguous beginning will do')),
      ...rows(typed),
    ],
    state.scrolls.help,
    box,
  );
};
