import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import type { FileReader } from '../check/index.js';
import { describeDataset } from '../data/index.js';
import { canonicalJson, type Json } from '../lib/json.js';

/** How a text from standard input is called in messages. */
export const stdinName = '<stdin>';

/**
 * The files of this machine, as the checker may see them.
 *
 * @param cwd what paths in messages are relative to
 * @param stdin the text that `-` on the command line stands for
 */
export function fileReader(cwd: string, stdin?: string): FileReader {
  const known = new Map<string, ReturnType<FileReader['facts']>>();
  const stdinPath = join(cwd, stdinName);
  return {
    read: path => (path === stdinPath && stdin !== undefined ? { text: stdin } : readText(path)),
    resolve: (folder, written) => resolve(folder, written),
    folderOf: dirname,
    realPath,
    facts(from) {
      const key = canonicalJson(from as unknown as Json);
      const facts = known.get(key) ?? describeDataset(from);
      known.set(key, facts);
      return facts;
    },
    display(path) {
      const shown = relative(cwd, path);
      return shown === '' ? '.' : shown.startsWith('..') ? path : shown;
    },
  };
}

function readText(path: string): { readonly text: string } | { readonly problem: string } {
  try {
    return { text: readBeginning(path) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { problem: problems[code] ?? (error instanceof Error ? error.message : String(error)) };
  }
}

/** Of files no more than tells that they are too large. */
function readBeginning(path: string): string {
  const descriptor = openSync(path, isOfShell(path) ? 'r' : constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    // Another pipe might never answer, nor a device ever end.
    if (!stat.isFile() && !isOfShell(path)) throw new Error('it is no regular file');
    if (stat.size <= mostBytes) return readFileSync(descriptor, 'utf8');
    const beginning = Buffer.alloc(mostBytes);
    return beginning.toString('utf8', 0, readSync(descriptor, beginning));
  } finally {
    closeSync(descriptor);
  }
}

/** A pipe as `<(…)` of a shell gives, which is read to its end. */
const isOfShell = (path: string): boolean => /^\/(?:dev|proc\/self)\/fd\/\d+$/.test(path) || path === '/dev/stdin';

/** More than the characters that the grammar reads can have, at four bytes each. */
const mostBytes = 16 * 1024 * 1024;

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  ENOTDIR: 'a part of its path is a file',
  ENAMETOOLONG: 'its path is too long',
  ELOOP: 'its links go round in a circle',
};

/** No system opens a longer one; following it step by step would take a minute. */
const longestPath = 32_768;

/** Links followed as far as the path exists. */
function realPath(path: string): string {
  if (path.length > longestPath) return path; // none such exists
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
