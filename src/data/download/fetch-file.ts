import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DataError } from '../data-error.js';
import type { RemoteFile } from './download.js';

/**
 * Fetches a file to a path, going on where an earlier try was cut off if the server can. What arrives is not judged
 * here, but for twice as much as expected: no answer fills the disk.
 *
 * @param onBytes hears how many bytes are there
 * @throws DataError where the server cannot be reached, refuses, or breaks off
 */
export async function fetchFile(
  { url, sizeBytes }: Pick<RemoteFile, 'url' | 'sizeBytes'>,
  path: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<void> {
  const before = existsSync(path) ? statSync(path).size : 0;
  const response = await request(url, before);
  if (before > 0 && response.status === nothingLeft) return;
  if (!response.ok) throw new DataError(`${url}: the server answers ${response.status} ${response.statusText}`.trim());
  if (!response.body) throw new DataError(`${url}: the answer is empty`);
  const goesOn = response.status === 206 && before > 0;

  let bytes = goesOn ? before : 0;
  const expected = bytes + Number(response.headers.get('content-length') ?? Number.NaN);
  const counted = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > 2 * sizeBytes) throw new DataError(`${url}: sends more than twice the ${sizeBytes} bytes expected`);
      onBytes(bytes);
      yield chunk;
    }
  };
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  try {
    await pipeline(body, counted, createWriteStream(path, { flags: goesOn ? 'a' : 'w' }));
  } catch (cause) {
    if (cause instanceof DataError) rmSync(path, { force: true });
    throw cause instanceof DataError ? cause : unreachableAt(url, cause);
  }
  if (bytes < expected) throw new DataError(`${url}: broke off after ${bytes} of ${expected} bytes; try again`);
}

/** "Range not satisfiable": all of it is there. */
const nothingLeft = 416;

async function request(url: string, from: number): Promise<Response> {
  // Packed once more on the way, a file would have another length, and could not be gone on with.
  const headers = { 'Accept-Encoding': 'identity', ...(from > 0 ? { Range: `bytes=${from}-` } : {}) };
  try {
    return await fetch(url, { headers });
  } catch (cause) {
    throw unreachableAt(url, cause);
  }
}

/** `fetch` hides the reason one level down. */
function unreachableAt(url: string, cause: unknown): DataError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const reason =
    inner instanceof Error ? inner.message || String('code' in inner ? inner.code : inner.name) : String(inner);
  return new DataError(`${url}: cannot be fetched (${reason})`, { cause });
}
