import { posix } from 'node:path';
import { type DatasetFacts, type DatasetName, datasets } from '../../src/catalogue/index.js';
import type { FileReader } from '../../src/check/index.js';

const ownData = (classes: unknown): DatasetFacts => ({
  input: [8, 8, 1],
  classes: Array.isArray(classes) ? classes : ['cat', 'dog'],
  examples: { train: 8_000, test: 2_000 },
});

/**
 * Files that exist only in a test, below `/x`; links are given by name. Data of a user's own are 8,000 + 2,000 cats and
 * dogs, or the classes given, wherever the path does not say `missing`.
 */
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
    facts: ({ name, settings }) => {
      const path = String(settings.folder ?? settings.file ?? settings.files);
      return (
        datasets[name as DatasetName].facts ??
        (path.includes('missing') ? { problem: 'no such folder' } : ownData(settings.classes))
      );
    },
    realPath: path => links[path] ?? path,
    display: path => posix.relative('/x', path) || '.',
  };
}
