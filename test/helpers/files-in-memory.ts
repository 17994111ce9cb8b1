import { posix } from 'node:path';
import type { FileReader } from '../../src/check/index.js';

/** Files that exist only in a test, below `/x`; links are given by name. */
export function filesInMemory(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): FileReader {
  return {
    read: path => {
      const text = files[posix.relative('/x', path)];
      return text === undefined ? { problem: 'no such file' } : { text };
    },
    resolve: (folder, written) => posix.resolve(folder, written),
    folderOf: path => posix.dirname(path),
    realPath: path => links[path] ?? path,
    display: path => posix.relative('/x', path) || '.',
  };
}
