import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { openJournal, readJournal } from '../../src/store/journal.js';
import { encodeLine } from '../../src/store/journal-line.js';
import { StoreError } from '../../src/store/store-error.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

type Fact = { readonly type: 'said'; readonly text: string };

const said = (text: string): Fact => ({ type: 'said', text });
const now = (): Date => new Date('2026-01-31T12:00:00.000Z');
const newPath = (): string => join(temporaryFolder(), 'journal.jsonl');

/** A journal of these texts, its path. */
function written(texts: readonly string[], path = newPath()): string {
  const journal = openJournal<Fact>(path, now);
  for (const text of texts) journal.append([said(text)]);
  journal.close();
  return path;
}

const textsOf = (path: string): string[] => readJournal<Fact>(path).map(entry => entry.text);

describe('journal', () => {
  it('numbers facts from 1, says their time, and ends each line with a checksum of what stands before', () => {
    const path = written(['é', 'two']);

    expect(readFileSync(path, 'utf8').split('\n')).toEqual([
      expect.stringMatching(
        /^\{"v":1,"seq":1,"time":"2026-01-31T12:00:00.000Z","type":"said","text":"é","crc":"[0-9a-f]{8}"\}$/,
      ),
      expect.stringMatching(/^\{"v":1,"seq":2,.*"text":"two","crc":"[0-9a-f]{8}"\}$/),
      '',
    ]);
  });

  it('gives back whatever facts were written, over any number of openings', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'grapheme' })), { maxLength: 4 }), sessions => {
        const path = newPath();

        for (const texts of sessions) written(texts, path);

        expect(textsOf(written([], path))).toEqual(sessions.flat());
      }),
      { numRuns: 30 },
    );
  });

  it('loses at most the last line, wherever the file is cut, and counts on from there', () => {
    const whole = readFileSync(written(['one', 'two', 'thrée']));
    const ends = [...whole].flatMap((byte, index) => (byte === 0x0a ? [index + 1] : []));
    const path = newPath();

    for (let size = 0; size <= whole.length; size++) {
      writeFileSync(path, whole);
      truncateSync(path, size);
      written(['after'], path);

      const kept = ends.filter(end => end <= size).length;
      expect(textsOf(path)).toEqual([...['one', 'two', 'thrée'].slice(0, kept), 'after']);
    }
  });

  it('drops a last line whose bytes are damaged', () => {
    const path = written(['one', 'two']);
    writeFileSync(path, readFileSync(path, 'utf8').replace('two', 'tow'));

    expect(textsOf(path)).toEqual(['one']);
  });

  it('names the number of a damaged line in the middle', () => {
    const path = written(['one', 'two', 'three']);
    writeFileSync(path, readFileSync(path, 'utf8').replace('two', 'tow'));

    expect(() => readJournal(path)).toThrow(StoreError);
    expect(() => openJournal(path, now)).toThrow('line 2 does not agree with its checksum');
  });

  it('notices a line that is missing', () => {
    const path = written(['one', 'two', 'three', 'four']);
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, lines.filter((_, index) => index !== 1).join('\n'));

    expect(() => readJournal(path)).toThrow('line 2 has the number 3, expected 2');
  });

  it('can be read while a line is being written', () => {
    const path = written(['one']);
    appendFileSync(path, '{"v":1,"seq":2,"ti');

    expect(textsOf(path)).toEqual(['one']);
  });

  it('of a newer kd is refused, its last line too', () => {
    const path = newPath();
    const line = encodeLine({ v: 2 as 1, seq: 1, time: '', type: 'said' });
    writeFileSync(path, `${line}\n`);

    expect(() => readJournal(path)).toThrow(`${path}: line 1: was written by a newer kd (format 2; this one knows 1)`);
    expect(() => openJournal(path, now)).toThrow('was written by a newer kd');
  });

  it('says what to do where it is damaged', () => {
    const path = written(['one', 'two', 'three']);
    writeFileSync(path, readFileSync(path, 'utf8').replace('two', 'tow'));

    expect(() => readJournal(path)).toThrow(/`kd exp verify` tells .* `kd exp run` of the same files starts a new run/);
  });
});
