import type { JobId } from '../plan/job-id.js';
import type { JournalEntry } from './journal-line.js';
import { readLines } from './journal-lines.js';
import { infoFile } from './object-files.js';
import { decodeInfo, type ObjectInfo } from './object-info.js';
import type { Objects } from './objects.js';
import { parsePlan, type RunFolder } from './run-folder.js';
import { StoreError } from './store-error.js';

/** A file as it is known without a disk: how long it is, its checksum, and of some what they hold. */
export interface PackedFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly content?: Buffer;
}

/** What can be asked of a run whose files are in an archive: as much as it takes to verify it. */
export interface PackedRun {
  readonly run: Pick<RunFolder, 'name' | 'folder' | 'plan' | 'events'>;
  readonly objects: Pick<Objects, 'has' | 'folder' | 'info' | 'faults'>;
}

/**
 * @param files by their paths from the store; `plan.json`, the journal and every `object.json` with what they hold
 * @param place what the paths are said to be in
 */
export function packedRun(name: string, files: ReadonlyMap<string, PackedFile>, place: string): PackedRun {
  const folder = `${place}:runs/${name}`;
  const objectFolder = (id: JobId): string => `objects/${id.slice(0, 2)}/${id}`;
  const content = (path: string): Buffer => {
    const found = files.get(path)?.content;
    if (!found) throw new StoreError(`${place}:${path}: is missing`);
    return found;
  };

  function infoOf(id: JobId): ObjectInfo | { readonly wrong: string } {
    const path = `${objectFolder(id)}/${infoFile}`;
    const found = decodeInfo(content(path).toString('utf8'), `${place}:${path}`);
    return 'wrong' in found ? { wrong: `${infoFile} ${found.wrong}` } : found;
  }

  return {
    run: {
      name,
      folder,
      plan: () => parsePlan(content(`runs/${name}/plan.json`).toString('utf8'), `${folder}/plan.json`),
      events: () =>
        readLines<JournalEntry>(`${folder}/journal.jsonl`, 0, content(`runs/${name}/journal.jsonl`)).entries,
    },
    objects: {
      has: id => files.has(`${objectFolder(id)}/${infoFile}`),
      folder: id => `${place}:${objectFolder(id)}`,
      info(id) {
        const found = infoOf(id);
        if ('wrong' in found) throw new StoreError(`${place}:${objectFolder(id)}: ${found.wrong}`);
        return found;
      },
      faults(id) {
        const info = infoOf(id);
        if ('wrong' in info) return [info.wrong];
        return Object.entries(info.files ?? {}).flatMap(([file, expected]) => {
          const found = files.get(`${objectFolder(id)}/${file}`);
          if (!found) return `${file} is missing`;
          if (found.bytes !== expected.bytes) return `${file} has ${found.bytes} bytes, expected ${expected.bytes}`;
          return found.sha256 === expected.sha256 ? [] : `${file} does not agree with its checksum`;
        });
      },
    },
  };
}
