import type { Cell, Experiment, Trial } from '../check/index.js';
import { nearest } from '../lib/nearest.js';
import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';

/**
 * The part of some experiments that `--only` asks for: `name` keeps an experiment, `axis=value` points; several names
 * or values of one axis mean any of them. An axis may be called by its last step where that is enough, as tables do.
 * Points without the axis are left out.
 *
 * @throws CommandError naming what does not exist, with the nearest that does
 */
export function onlyMatching(experiments: readonly Experiment[], only: readonly string[]): readonly Experiment[] {
  if (only.length === 0) return experiments;
  const names = only.filter(text => !text.includes('='));
  const named = names.length === 0 ? experiments : experiments.filter(({ name }) => names.includes(name));
  for (const name of names)
    expectKnown(
      'experiment',
      name,
      experiments.map(experiment => experiment.name),
    );

  const points = named.flatMap(({ trials }) => trials.map(pointOf));
  const axes = new Set(points.flatMap(Object.keys));
  const wanted = valuesByAxis(
    only.filter(text => text.includes('=')),
    axes,
  );
  for (const [axis, values] of wanted) {
    expectKnown('axis', axis, [...axes]);
    for (const value of values)
      expectKnown(
        `value of ${axis}`,
        value,
        points.flatMap(point => point[axis] ?? []),
      );
  }
  const kept = named.map(experiment => restrict(experiment, trial => matches(pointOf(trial), wanted)));
  const left = kept.filter(({ trials }) => trials.length > 0);
  if (left.length === 0) throw new CommandError('`--only` leaves nothing to run');
  return left;
}

function valuesByAxis(texts: readonly string[], axes: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const text of texts) {
    const [written = '', ...rest] = text.split('=');
    const axis = wholeName(written, axes);
    values.set(axis, [...(values.get(axis) ?? []), rest.join('=')]);
  }
  return values;
}

/** The one axis whose last step is written, where it is not a whole name. */
function wholeName(written: string, axes: ReadonlySet<string>): string {
  const ending = [...axes].filter(axis => axis.endsWith(`.${written}`));
  return !axes.has(written) && ending.length === 1 ? (ending[0] ?? written) : written;
}

const pointOf = ({ point, seed }: Trial): Readonly<Record<string, string>> => ({ ...point, seed: String(seed) });

const matches = (point: Readonly<Record<string, string>>, wanted: ReadonlyMap<string, readonly string[]>): boolean =>
  [...wanted].every(([axis, values]) => values.includes(point[axis] ?? ''));

/** Cells that lose all their trials go; one whose baseline went is compared with nothing. */
function restrict(experiment: Experiment, keep: (trial: Trial) => boolean): Experiment {
  const kept = experiment.trials.flatMap((trial, index) => (keep(trial) ? [index] : []));
  const newTrial = new Map(kept.map((old, index) => [old, index]));
  const cells = experiment.cells.map(cell => cell.trials.flatMap(index => newTrial.get(index) ?? []));
  const newCell = new Map<number, number>();
  for (const [old, trials] of cells.entries()) if (trials.length > 0) newCell.set(old, newCell.size);
  return {
    ...experiment,
    trials: experiment.trials.filter((_, index) => newTrial.has(index)),
    cells: experiment.cells.flatMap((cell, index) => moved(cell, cells[index] ?? [], newCell)),
  };
}

function moved({ against, ...cell }: Cell, trials: readonly number[], newCell: ReadonlyMap<number, number>): Cell[] {
  if (trials.length === 0) return [];
  const baseline = against === undefined ? undefined : newCell.get(against);
  return [{ ...cell, trials, ...(baseline === undefined ? {} : { against: baseline }) }];
}

function expectKnown(what: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return;
  const near = nearest(word, new Set(known));
  const list = [...new Set(known)]
    .slice(0, 20)
    .map(name => `\`${name}\``)
    .join(', ');
  throw new CommandError(
    `\`--only\`: there is no ${what} \`${word}\``,
    exitCode.wrong,
    near ? `did you mean \`${near}\`?` : `there is ${list}`,
  );
}
