import { decodeLine, type JournalEntry } from './journal-line.js';
import { expectKnownFormat } from './newer-format.js';
import { StoreError } from './store-error.js';

/** Distributes, so that a union of facts stays a union. */
export type Entry<Fact> = Fact extends unknown ? Fact & JournalEntry : never;

/** What some bytes of a journal hold. */
export interface ReadLines<Fact> {
  readonly entries: Entry<Fact>[];
  /** How many bytes the lines of these entries take. */
  readonly bytes: number;
}

/**
 * The entries of a journal's bytes that begin behind entry `before`. A last line that is torn or damaged is not there
 * yet: somebody may be writing it.
 *
 * @throws StoreError naming the line that is damaged, where it is not the last, or that a newer kd wrote
 */
export function readLines<Fact>(path: string, before: number, content: Buffer): ReadLines<Fact> {
  const entries: Entry<Fact>[] = [];
  let start = 0;
  while (start < content.length) {
    const end = content.indexOf(0x0a, start);
    if (end < 0) break;
    const number = before + entries.length + 1;
    const entry = decodeLine(content.subarray(start, end));
    const wrong = 'wrong' in entry ? entry.wrong : wrongNumber(entry, number);
    if (wrong !== undefined) {
      if (end === content.length - 1) break;
      throw new StoreError(`${path}: line ${number} ${wrong}; ${whatToDo}`);
    }
    expectKnownFormat(`${path}: line ${number}`, (entry as JournalEntry).v, 1);
    entries.push(entry as Entry<Fact>);
    start = end + 1;
  }
  return { entries, bytes: start };
}

const whatToDo =
  'what it says cannot be trusted. `kd exp verify` tells what else is damaged; `kd exp run` of the same files starts a ' +
  'new run, which finds every finished result';

const wrongNumber = ({ seq }: JournalEntry, expected: number): string | undefined =>
  seq === expected ? undefined : `has the number ${seq}, expected ${expected}`;
