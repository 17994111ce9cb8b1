import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { sha256 } from '../lib/hash.js';
import type { JobId } from '../plan/job-id.js';
import { DamagedObject } from './damaged-object.js';
import { makeFolder } from './make-folder.js';
import { faultsOf, readInfo } from './object-faults.js';
import { filesIn, infoFile, recordFiles } from './object-files.js';
import { encodeInfo, type ObjectFacts, type ObjectInfo } from './object-info.js';
import { readRegular } from './read-regular.js';
import { renameIfAbsent } from './rename-if-absent.js';
import { type Aside, setAside } from './set-aside.js';
import { reaching } from './store-error.js';
import { syncToDisk, syncTree } from './write-file.js';

/** The results of jobs, to read. An object is there whole or not at all, and never changes. */
export interface ObjectReader {
  /** Whether it was committed; costs next to nothing, and so tells nothing of damage. */
  has(id: JobId): boolean;
  /** The object's folder, absolute. */
  folder(id: JobId): string;
  /**
   * @throws DamagedObject also where it is missing
   * @throws StoreError where a newer kd wrote it
   */
  info(id: JobId): ObjectInfo;
  /**
   * A file's bytes, which agree with their checksum.
   *
   * @throws DamagedObject
   */
  read(id: JobId, file: string): Buffer;
}

/** The results of jobs, by identity. */
export interface Objects extends ObjectReader {
  /** All ids, in no order. */
  list(): JobId[];
  /**
   * All that is wrong with an object: by sizes, which costs little, or by checksums, which reads all of it. Nothing where
   * it is whole or was never committed.
   */
  faults(id: JobId, look: 'sizes' | 'checksums'): string[];
  /** Moves an object that is damaged out of the way, so that it is computed again; undefined where it is whole. */
  setAside(id: JobId): Aside | undefined;
  /**
   * Makes a folder of the same store an object, with its `object.json`, for good: files are synced, then the folder is
   * renamed. Where the object is there already it stays and the folder is removed: equal ids mean equal content. One that
   * is there and damaged is set aside.
   */
  commit(id: JobId, folder: string, facts: ObjectFacts): Commit;
}

interface Commit {
  readonly wasThere: boolean;
  /**
   * Files of the object that was there that are not the same now, or missing, `object.json` aside. A further file is no
   * difference: a newer kd may keep more.
   */
  readonly differing: readonly string[];
  /** A damaged object that was there. */
  readonly setAside?: Aside;
}

/**
 * @param root the `objects` folder of a store
 * @param damaged where damaged ones are moved to, on the same file system
 */
export function openObjects(root: string, damaged: string): Objects {
  const folder = (id: JobId): string => join(root, id.slice(0, 2), id);

  function info(id: JobId): ObjectInfo {
    const path = folder(id);
    if (!existsSync(path)) throw new DamagedObject(id, path, 'does not exist');
    const found = readInfo(path);
    if ('wrong' in found) throw new DamagedObject(id, path, found.wrong);
    return found;
  }

  return {
    folder,
    info,
    has: id => existsSync(join(folder(id), infoFile)),
    faults: (id, look) => faultsOf(folder(id), look),
    setAside: id => setAside(folder(id), join(damaged, id)),
    list: () => foldersIn(root).flatMap(prefix => foldersIn(join(root, prefix)) as JobId[]),

    read(id, file) {
      const path = join(folder(id), file);
      const record = info(id).files?.[file];
      if (!existsSync(path)) throw new DamagedObject(id, folder(id), `${file} is missing`);
      const bytes = reaching(path, () => readRegular(path));
      if (record && sha256(bytes) !== record.sha256)
        throw new DamagedObject(id, folder(id), `${file} does not agree with its checksum`);
      return bytes;
    },

    commit(id, from, facts) {
      const to = folder(id);
      return reaching(from, () => {
        writeFileSync(join(from, infoFile), encodeInfo(facts, recordFiles(from)));
        syncTree(from);
        makeFolder(dirname(to));
        let aside: Aside | undefined;
        while (!renameIfAbsent(from, to)) {
          const damage = setAside(to, join(damaged, id), filesIn(from));
          aside = damage ?? aside;
          if (damage) continue;
          const differing = differingFiles(from, to);
          rmSync(from, { recursive: true, force: true });
          return { wasThere: true, differing };
        }
        syncToDisk(dirname(to));
        return { wasThere: false, differing: [], ...(aside ? { setAside: aside } : {}) };
      });
    },
  };
}

/** Paths, from the folders, of files of the kept one that are not in the other with the same bytes. */
function differingFiles(other: string, kept: string): string[] {
  const [inOther, inKept] = [recordFiles(other), recordFiles(kept)];
  return Object.keys(inKept).filter(file => inOther[file]?.sha256 !== inKept[file]?.sha256);
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return reaching(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name);
}
