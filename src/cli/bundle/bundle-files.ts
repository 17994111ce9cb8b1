import { closeSync, existsSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import type { ArchivedFile } from '../../formats/index.js';
import { objectFiles, openRegular, type RunFolder, type Store } from '../../store/index.js';
import { storePrefix } from './bundle-names.js';

/**
 * What goes into the bundle of a run: what says that it is a store, its objects, its plan, journal and sources, and the
 * tables among its results. Not what this machine is called or who led the run, nor curves, which are made again.
 */
export function bundleFiles({ folder: root, objects }: Store, run: RunFolder): readonly ArchivedFile[] {
  const inRun = [
    ...['plan.json', 'journal.jsonl'].map(name => join(run.folder, name)),
    ...filesBelow(join(run.folder, 'source')),
    ...filesIn(run.results).filter(path => /\.(?:csv|json|tsv)$/.test(path)),
  ];
  const ofObjects = run
    .plan()
    .jobs.filter(({ id }) => objects.has(id))
    .flatMap(({ id }) => objectFiles(objects.folder(id)).map(file => join(objects.folder(id), file)));
  const files = [join(root, 'store.json'), ...inRun, ...ofObjects];
  return [
    ...files.map(path => archived(path, `${storePrefix}${relative(root, path).split(sep).join('/')}`)),
    { name: `${storePrefix}.gitignore`, bytes: ignoreAll.length, open: () => [ignoreAll] },
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As in every store: who unpacks one inside a project does not want its weights under version control. */
const ignoreAll = Buffer.from('*\n');

const archived = (path: string, name: string): ArchivedFile => ({
  name,
  bytes: statSync(path).size,
  open: () => partsOf(path),
});

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
    : [];

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ name }) => join(folder, name))
    : [];

const partBytes = 1 << 20;

function* partsOf(path: string): Iterable<Uint8Array> {
  const descriptor = openRegular(path);
  try {
    for (;;) {
      // Whoever takes a part may still hold it when the next one is read.
      const part = Buffer.allocUnsafe(partBytes);
      const read = readSync(descriptor, part);
      if (read === 0) return;
      yield part.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}
