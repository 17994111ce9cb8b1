import type { PlannedExperiment } from '../../plan/index.js';
import { cellLabel, differingAxes } from '../cell-label.js';

/**
 * A folder's name for each trial: what it is, in letters that every file system and shell takes, and the end of its id.
 * `quickstart-average-seed-1-91dbdb` sorts by experiment, cell and seed.
 */
export function trialFolders(experiments: readonly PlannedExperiment[]): ReadonlyMap<string, string> {
  const free = freeNames();
  return new Map(
    experiments.flatMap(({ name, cells, trials }) => {
      const axes = differingAxes(cells);
      return trials.map(({ id, cell, seed }) => {
        const label = `${name} ${cellLabel(cell, axes)}`.slice(0, longest);
        return [id, free(`${label} seed ${seed} ${id.slice(id.lastIndexOf('-') + 1)}`)] as const;
      });
    }),
  );
}

/** Of what is before the seed, so that names stay below the 255 bytes of file systems. */
const longest = 120;

/** Gives every text a name of its own, also where a file system takes capitals for small letters. */
export function freeNames(): (text: string) => string {
  const taken = new Set<string>();
  return text => {
    const plain = safeName(text);
    let name = plain;
    for (let next = 2; taken.has(name.toLowerCase()); next++) name = `${plain}-${next}`;
    taken.add(name.toLowerCase());
    return name;
  };
}

const safeName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._=+]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 200) || 'trial';
