import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A file of an archive as it was read past. */
export interface ReadFile {
  readonly bytes: number;
  readonly sha256: string;
  /** What it holds, of files that are kept. */
  readonly content?: Buffer;
}

/** What an archive may hold; whoever made it may mean harm. */
export interface ArchiveRules {
  /** How many bytes of a file are kept, at most; 0 for one that is only hashed; undefined for one that may not be in it. */
  readonly keep: (name: string) => number | undefined;
  readonly maxFiles: number;
  /** Of all files that are kept. */
  readonly maxKeptBytes: number;
}

/** An archive that is none, is cut short, or holds what it may not. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/**
 * Reads an archive once, from its beginning to its end, and writes nothing. Every file is hashed; only what is kept is
 * held in memory, so that neither sizes that lie nor what unpacks to far more than it is do harm.
 *
 * @throws ArchiveError in a sentence that names what is wrong
 */
export async function readArchive(path: string, rules: ArchiveRules): Promise<ReadonlyMap<string, ReadFile>> {
  const { createTarDecoder } = await import('modern-tar');
  const files = new Map<string, ReadFile>();
  const seen = new Set<string>();
  let keptBytes = 0;
  let last = '';

  async function take(type: string | undefined, name: string, size: number, body: AsyncIterable<Uint8Array>) {
    const wrong = wrongName(name) ?? (type === 'file' || type === 'directory' ? undefined : `is a ${type}, not a file`);
    if (wrong !== undefined) throw new ArchiveError(`${name}: ${wrong}`);
    // As a file system that takes capitals for small letters would have them, one over the other.
    const key = name.normalize('NFC').toLowerCase().replace(/\/$/, '');
    if (type === 'directory') return;
    if (seen.has(key)) throw new ArchiveError(`${name}: is in it twice`);
    seen.add(key);
    if (seen.size > rules.maxFiles) throw new ArchiveError(`holds more than ${rules.maxFiles} files`);
    const limit = rules.keep(name);
    if (limit === undefined) throw new ArchiveError(`${name}: has no place in it`);
    if (limit > 0 && size > limit) throw new ArchiveError(`${name}: has ${size} bytes; ${limit} are the most`);
    keptBytes += limit > 0 ? size : 0;
    if (keptBytes > rules.maxKeptBytes) throw new ArchiveError(`${name}: makes it larger than what is read`);
    files.set(name, await readBody(body, limit > 0));
    last = name;
  }

  const decoder = createTarDecoder({ strict: true });
  const gunzip = createGunzip();
  const source = createReadStream(path);
  let cause: unknown;
  const stop = (error: unknown): void => {
    cause ??= error;
    gunzip.destroy();
    source.destroy();
  };
  source.on('error', stop).pipe(gunzip).on('error', stop);
  const feeding = feed(gunzip, decoder.writable).catch(stop);
  try {
    for await (const { header, body } of decoder.readable)
      await take(header.type, header.name, header.size, body as unknown as AsyncIterable<Uint8Array>);
    await feeding;
    if (cause) throw cause;
  } catch (error) {
    stop(error);
    throw error instanceof ArchiveError
      ? error
      : new ArchiveError(reasonOf(cause ?? error, last), { cause: cause ?? error });
  }
  return files;
}

async function feed(from: AsyncIterable<Uint8Array>, to: WritableStream<Uint8Array>): Promise<void> {
  const writer = to.getWriter();
  try {
    for await (const part of from) await writer.write(part);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
}

async function readBody(body: AsyncIterable<Uint8Array>, isKept: boolean): Promise<ReadFile> {
  const hash = createHash('sha256');
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    hash.update(part);
    bytes += part.length;
    if (isKept) parts.push(part);
  }
  return { bytes, sha256: hash.digest('hex'), ...(isKept ? { content: Buffer.concat(parts) } : {}) };
}

/** Why nobody may write a file of this name, wherever it is unpacked. */
function wrongName(name: string): string | undefined {
  if (name === '') return 'has no name';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'leads to a place of its own';
  if (name.split(/[/\\]/).includes('..')) return 'leads out of it';
  if (/[\\\p{Cc}]/u.test(name)) return 'has a character in its name that no file of ours has';
  return undefined;
}

function reasonOf(error: unknown, last: string): string {
  const behind = last === '' ? '' : `, behind ${last}`;
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (text === 'incorrect header check') return 'is no archive pressed by gzip';
  if (code === 'Z_BUF_ERROR' || /truncated/i.test(text)) return `is cut short${behind}`;
  if (code.startsWith('Z_')) return `is damaged${behind}: ${text}`;
  return `is damaged, or no archive${behind}: ${text}`;
}
