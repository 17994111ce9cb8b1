import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that goes into an archive. */
export interface ArchivedFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly bytes: number;
  /** What it holds, in parts; opened when its turn has come. */
  readonly open: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/**
 * Packs files into an archive (tar, pressed by gzip) in their order. Nothing of the machine goes in, no time and no
 * owner, so equal files make equal archives. The last file in it lists the SHA-256 of all others, as `sha256sum -c` takes it.
 *
 * @param sums name of the last file
 */
export async function writeArchive(path: string, files: Iterable<ArchivedFile>, sums: string): Promise<void> {
  const { createTarPacker } = await import('modern-tar');
  const { readable, controller } = createTarPacker();

  async function add({ name, bytes, open }: ArchivedFile): Promise<string> {
    const header = { name, size: bytes, type: 'file', mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 } as const;
    const writer = controller.add(header).getWriter();
    const hash = createHash('sha256');
    for await (const part of open()) {
      hash.update(part);
      await writer.write(part);
    }
    await writer.close();
    return `${hash.digest('hex')}  ${name}\n`;
  }

  async function pack(): Promise<void> {
    try {
      const lines: string[] = [];
      for (const file of files) lines.push(await add(file));
      const list = Buffer.from(lines.join(''));
      await add({ name: sums, bytes: list.length, open: () => [list] });
      controller.finalize();
    } catch (error) {
      controller.error(error);
      throw error;
    }
  }

  const source = Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0]);
  const written = pipeline(source, createGzip(), createWriteStream(path));
  // The first to fail is the cause; the other ends with it.
  const [packed, piped] = await Promise.allSettled([pack(), written]);
  for (const end of [packed, piped]) if (end.status === 'rejected') throw end.reason;
}
