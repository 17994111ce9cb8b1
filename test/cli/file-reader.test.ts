import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { fileReader } from '../../src/cli/file-reader.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

it('waits for no pipe and reads no device that a file names', () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe.kd')]);
  const { read } = fileReader(folder);

  expect(read(join(folder, 'pipe.kd'))).toEqual({ problem: 'it is no regular file' });
  expect(read('/dev/zero')).toEqual({ problem: 'it is no regular file' });
  expect(read(folder)).toEqual({ problem: 'it is a folder' });
});

it('reads a file', () => {
  const path = join(temporaryFolder(), 'a.kd');
  writeFileSync(path, 'let a = 1');

  expect(fileReader('/').read(path)).toEqual({ text: 'let a = 1' });
});
