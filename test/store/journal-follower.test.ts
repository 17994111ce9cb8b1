import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openJournal } from '../../src/store/journal.js';
import { followJournal } from '../../src/store/journal-follower.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

type Fact = { readonly type: 'said'; readonly text: string };

const now = (): Date => new Date('2026-01-31T12:00:00.000Z');
const newPath = (): string => join(temporaryFolder(), 'journal.jsonl');

function say(path: string, texts: readonly string[]): void {
  const journal = openJournal<Fact>(path, now);
  journal.append(texts.map(text => ({ type: 'said', text })));
  journal.close();
}

const textsOf = (entries: readonly Fact[]): string[] => entries.map(({ text }) => text);

describe('journal follower', () => {
  it('gives each entry once, however the bytes come', () => {
    const source = newPath();
    say(source, ['one', 'twö', 'three', '']);
    const whole = readFileSync(source);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(whole.length)), cuts => {
        const path = newPath();
        const follower = followJournal<Fact>(path);
        const seen: string[] = [];
        const ends = [...cuts.sort((a, b) => a - b), whole.length];

        for (const [at, end] of ends.entries()) {
          appendFileSync(path, whole.subarray(ends[at - 1] ?? 0, end));
          seen.push(...textsOf(follower.next()));
        }

        expect(seen).toEqual(['one', 'twö', 'three', '']);
      }),
      { numRuns: 50 },
    );
  });

  it('waits for a journal that is not there yet', () => {
    const path = newPath();
    const follower = followJournal<Fact>(path);

    const early = follower.next();
    say(path, ['one']);
    const late = follower.next();

    expect(early).toEqual([]);
    expect(textsOf(late)).toEqual(['one']);
  });

  it('goes on where a next head cut off a torn line', () => {
    const path = newPath();
    say(path, ['one', 'two']);
    const follower = followJournal<Fact>(path);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 5));
    const first = textsOf(follower.next());

    say(path, ['three']);

    expect(first).toEqual(['one']);
    expect(textsOf(follower.next())).toEqual(['three']);
  });

  it('names a damaged line that is not the last', () => {
    const path = newPath();
    say(path, ['one', 'two', 'three']);
    const content = readFileSync(path, 'utf8');
    writeFileSync(path, content.replace('two', 'tow'));

    expect(() => followJournal<Fact>(path).next()).toThrow(/: line 2 does not agree with its checksum/);
  });

  it('says so where what was read is gone', () => {
    const path = newPath();
    say(path, ['one', 'two']);
    const follower = followJournal<Fact>(path);
    follower.next();

    truncateSync(path, 10);

    expect(() => follower.next()).toThrow(/became shorter/);
  });
});
