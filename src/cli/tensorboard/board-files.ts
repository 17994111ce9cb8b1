import { appendFileSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Addition, Board, BoardRecords } from '../../report/index.js';
import { reaching, StoreError } from '../../store/index.js';

export interface BoardFiles {
  /** Written at once, so that who looks sees it. */
  add(additions: readonly Addition[]): void;
  /** Takes away what is in the folder of a board. */
  clear(board: Board): void;
}

/**
 * Event files in a folder, one folder a board, each with one file of this writer: readers take files of a folder one
 * behind the other. No file is kept open, so a thousand boards cost no descriptor.
 *
 * @param fileName must hold `tfevents`
 * @param seconds of the time, since 1970
 */
export function boardFiles(root: string, fileName: string, records: BoardRecords, seconds: () => number): BoardFiles {
  const begun = new Set<string>();
  return {
    add(additions) {
      for (const { board, records: bytes } of additions) {
        if (bytes.length === 0) continue;
        const path = join(root, board.folder, fileName);
        reaching(path, () => {
          if (begun.has(board.folder)) return appendFileSync(path, bytes);
          for (const folder of [root, join(root, board.folder)]) makeRealFolder(folder);
          writeFileSync(path, Buffer.concat([records.header(board, seconds()), bytes]), { flag: 'wx' });
          begun.add(board.folder);
        });
      }
    },
    clear({ folder }) {
      const path = join(root, folder);
      reaching(path, () => {
        makeRealFolder(path);
        for (const name of readdirSync(path)) if (name.includes('tfevents')) rmSync(join(path, name));
        begun.delete(folder);
      });
    },
  };
}

/** A link in a store from elsewhere would have the files lie anywhere. */
function makeRealFolder(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new StoreError(`${path}: is a link, not a folder`);
  mkdirSync(path, { recursive: true });
}
