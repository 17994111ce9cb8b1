import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { linkIfAbsent } from './lock-file.js';
import { readRegular } from './read-regular.js';
import { isSystemError, reaching } from './store-error.js';
import { syncToDisk } from './write-file.js';

/** What others ask of a run's head: a file each, written whole, numbered from 1, never changed. */
export interface Requests {
  /** Files a request and gives its number. `asked` is JSON the store does not look into. */
  file(asked: object): number;
  /** Those with a number above `number`, ascending. What is no JSON comes as undefined. */
  after(number: number): readonly FiledRequest[];
}

export interface FiledRequest {
  readonly number: number;
  readonly asked: unknown;
}

/** @param folder `requests` of a run */
export function openRequests(folder: string): Requests {
  const path = (number: number): string => join(folder, `${number}.json`);

  const numbers = (): number[] =>
    namesIn(folder)
      .flatMap(name => /^([1-9]\d*)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);

  return {
    file(asked) {
      return reaching(folder, () => {
        mkdirSync(folder, { recursive: true });
        const draft = join(folder, `.${process.pid}.tmp`);
        try {
          writeFileSync(draft, JSON.stringify(asked));
          syncToDisk(draft);
          // Two may file at once: the number goes to the one who links first.
          for (let number = (numbers().at(-1) ?? 0) + 1; ; number++)
            if (linkIfAbsent(draft, path(number))) return number;
        } finally {
          rmSync(draft, { force: true });
        }
      });
    },
    after: number =>
      reaching(folder, () =>
        numbers()
          .filter(filed => filed > number)
          .map(filed => ({ number: filed, asked: parsed(readRegular(path(filed)).toString('utf8')) })),
      ),
  };
}

/** A run copied without its empty folders has no requests. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
