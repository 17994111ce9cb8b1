import { renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { temporaryFolder } from './temporary-folder.js';

/** A machine with cards that are not there: an `nvidia-smi` that says what the test says, and a folder for leases. */
export interface StandInCards {
  /** Of whoever is to see the cards. */
  readonly env: Readonly<Record<string, string>>;
  readonly uuids: readonly string[];
  /** How much of a card's memory is in use from now on. */
  use(card: number, usedMib: number): void;
}

export function standInCards(count: number): StandInCards {
  const folder = temporaryFolder();
  const state = join(folder, 'cards.csv');
  const uuids = Array.from(
    { length: count },
    (_, card) => `GPU-${card}${card}${card}${card}a0b1-0000-4000-8000-c0ffee00000${card}`,
  );
  const used = uuids.map(() => 3);
  const tell = (): void => {
    const lines = uuids.map(
      (uuid, card) => `${card}, ${uuid}, Stand-In 9000, 24576, ${used[card]}, [N/A], ${30 + card}\n`,
    );
    writeFileSync(`${state}.new`, lines.join(''));
    renameSync(`${state}.new`, state);
  };
  tell();
  standInProgram(folder, `case "$1" in -L) ;; *) cat '${state}' ;; esac`);
  return {
    env: { PATH: `${folder}${delimiter}${process.env.PATH}`, XDG_RUNTIME_DIR: folder },
    uuids,
    use(card, usedMib) {
      used[card] = usedMib;
      tell();
    },
  };
}

/** Puts an `nvidia-smi` into a folder that does what a line of shell says. */
export function standInProgram(folder: string, script: string): void {
  writeFileSync(join(folder, 'nvidia-smi'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
