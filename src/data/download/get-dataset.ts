import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DataError } from '../data-error.js';
import { readContent } from '../file-content.js';
import { type Download, hashText, nameOf, type RemoteFile } from './download.js';
import { fetchFile } from './fetch-file.js';
import { readTar } from './read-tar.js';

export interface GetOptions {
  /** The set's files as they are called in the folder. */
  readonly wanted: readonly string[];
  /** Where they shall lie; made where it is not there. */
  readonly folder: string;
  /** A server to ask in place of the home page, under the same last part of the address. */
  readonly mirror?: string;
  readonly onBytes?: (file: string, bytes: number, of: number) => void;
}

/**
 * Fetches a data set. Each file arrives under another name, which a later call goes on with; it gets its own name once
 * its checksum is right, so that what lies in the folder is always whole.
 *
 * @throws DataError where a file cannot be fetched or is not what it should be; a wrong one is deleted
 */
export async function getDataset(
  { files }: Download,
  { wanted, folder, mirror, onBytes = () => {} }: GetOptions,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const name = nameOf(file);
    const target = join(folder, name);
    if (!file.isArchive && existsSync(target) && hashFound(file, target) === expectedHash(file)) continue;
    const arriving = `${target}.part`;
    const url = mirror === undefined ? file.url : `${mirror.replace(/\/$/, '')}/${name}`;
    await fetchFile({ url, sizeBytes: file.sizeBytes }, arriving, bytes => onBytes(name, bytes, file.sizeBytes));
    verify(file, arriving);
    if (file.isArchive) unpackTo(folder, arriving, wanted);
    else renameSync(arriving, target);
  }
}

/** A wrong file is deleted: nothing is to go on with it. */
function verify(file: RemoteFile, path: string): void {
  const found = hashFound(file, path);
  if (found === expectedHash(file)) return;
  rmSync(path);
  throw new DataError(
    `${file.url}: is not the file it should be: its checksum is ${found}, expected ${hashText(file.hash)}`,
  );
}

function hashFound({ hash }: RemoteFile, path: string): string {
  const bytes = hash.of === 'file' ? readFileSync(path) : readContent({ name: path, path }).bytes;
  return createHash('md5' in hash ? 'md5' : 'sha256')
    .update(bytes)
    .digest('hex');
}

const expectedHash = ({ hash }: RemoteFile): string => ('md5' in hash ? hash.md5 : hash.sha256);

function unpackTo(folder: string, archive: string, wanted: readonly string[]): void {
  const files = readTar(archive, readContent({ name: archive, path: archive }).bytes, wanted);
  const missing = wanted.find(name => !files.has(name));
  if (missing !== undefined) throw new DataError(`${archive}: holds no ${missing}`);
  for (const [name, bytes] of files) {
    writeFileSync(join(folder, `${name}.part`), bytes);
    renameSync(join(folder, `${name}.part`), join(folder, name));
  }
  rmSync(archive);
}
