import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { openRequests } from '../../src/store/requests.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

it('are numbered from 1 in the order they came, and read from any number on', () => {
  const requests = openRequests(join(temporaryFolder(), 'requests'));

  const numbers = ['a', 'b', 'c'].map(type => requests.file({ type }));

  expect(numbers).toEqual([1, 2, 3]);
  expect(requests.after(1)).toEqual([
    { number: 2, asked: { type: 'b' } },
    { number: 3, asked: { type: 'c' } },
  ]);
});

it('of another writer are neither overwritten nor skipped', () => {
  const folder = temporaryFolder();
  const requests = openRequests(folder);
  writeFileSync(join(folder, '7.json'), '{"type":"theirs"}');

  expect(requests.file({ type: 'mine' })).toBe(8);
  expect(requests.after(0).map(({ number }) => number)).toEqual([7, 8]);
});

it('that cannot be read are there all the same, so that they are answered', () => {
  const folder = temporaryFolder();
  for (const [name, text] of [
    ['1.json', '{'],
    ['2.json.tmp', '{}'],
    ['x.json', '{}'],
    ['0.json', '{}'],
  ] as const)
    writeFileSync(join(folder, name), text);

  expect(openRequests(folder).after(0)).toEqual([{ number: 1, asked: undefined }]);
});

it('are none where there is no folder', () => {
  const folder = join(temporaryFolder(), 'gone');
  expect(openRequests(folder).after(0)).toEqual([]);

  mkdirSync(folder);

  expect(openRequests(folder).after(0)).toEqual([]);
});
