import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, type TarHeader, unpackTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';

import { type ArchiveRules, readArchive, writeArchive } from '../../src/formats/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const rules: ArchiveRules = {
  keep: name => (name.startsWith('in/') ? (name.endsWith('.json') ? 100 : 0) : undefined),
  maxFiles: 5,
  maxKeptBytes: 150,
};

const file = (name: string, text: string) => ({
  name,
  bytes: Buffer.byteLength(text),
  open: () => [Buffer.from(text)],
});

/** An archive as anybody could make one. */
async function madeOf(...entries: readonly (Partial<TarHeader> & { name: string; body?: string })[]): Promise<string> {
  const tar = await packTar(
    entries.map(({ body = '', ...header }) => ({
      header: { size: Buffer.byteLength(body), type: 'file', ...header },
      body,
    })),
  );
  return written(gzipSync(tar));
}

function written(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'made.tar.gz');
  writeFileSync(path, bytes);
  return path;
}

describe('an archive', () => {
  const long = `in/${'deep/'.repeat(40)}naïve name.bin`;
  const files = [file('in/a.json', '{}'), file(long, 'x'.repeat(3_000)), file('in/empty', '')];

  async function packed(): Promise<Buffer> {
    const path = join(temporaryFolder(), 'b.tar.gz');
    await writeArchive(path, files, 'in/SUMS');
    return readFileSync(path);
  }

  it('has the same bytes whenever it is made', async () => {
    expect((await packed()).equals(await packed())).toBe(true);
  });

  it('reads back with the checksum of every file, and what those hold that are kept', async () => {
    const found = await readArchive(written(await packed()), rules);

    expect([...found.keys()]).toEqual(['in/a.json', long, 'in/empty', 'in/SUMS']);
    expect(found.get('in/a.json')?.content?.toString()).toBe('{}');
    expect(found.get(long)).toEqual({
      bytes: 3_000,
      sha256: 'e1630f843370f402870799e14abbf2b06af2d23b0153658e1211dffabc61ad8f',
    });
  });

  it('lists the checksums of all its files in the last one', async () => {
    const entries = await unpackTar(gunzipSync(await packed()));

    const lines = Buffer.from(entries.at(-1)!.data!).toString().trimEnd().split('\n');
    expect(lines.map(line => line.slice(66))).toEqual(['in/a.json', long, 'in/empty']);
    expect(lines[0]).toMatch(/^44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a {2}/);
  });
});

describe('an archive of somebody else', () => {
  it.each([
    ['leads out of it', [{ name: 'in/../../x' }]],
    ['leads out of it', [{ name: '..' }]],
    ['leads to a place of its own', [{ name: '/etc/passwd' }]],
    ['leads to a place of its own', [{ name: 'C:/x' }]],
    ['has a character in its name', [{ name: 'in\\x' }]],
    ['has a character in its name', [{ name: 'in/\u001b[2Jx' }]],
    ['is a symlink, not a file', [{ name: 'in/x', type: 'symlink', linkname: '/etc/passwd' }]],
    ['is a link, not a file', [{ name: 'in/x', type: 'link', linkname: 'in/y' }]],
    ['is a character-device, not a file', [{ name: 'in/x', type: 'character-device' }]],
    ['is a block-device, not a file', [{ name: 'in/x', type: 'block-device' }]],
    ['is a fifo, not a file', [{ name: 'in/x', type: 'fifo' }]],
    ['is in it twice', [{ name: 'in/x' }, { name: 'in/x' }]],
    ['is in it twice', [{ name: 'in/x' }, { name: 'in/X' }]],
    ['has no place in it', [{ name: 'elsewhere' }]],
    ['100 are the most', [{ name: 'in/x.json', body: 'x'.repeat(101) }]],
    [
      'larger than what is read',
      [
        { name: 'in/x.json', body: 'x'.repeat(100) },
        { name: 'in/y.json', body: 'x'.repeat(51) },
      ],
    ],
    ['more than 5 files', [1, 2, 3, 4, 5, 6].map(number => ({ name: `in/${number}` }))],
  ] as const)('is refused where a file %s', async (reason, entries) => {
    const path = await madeOf(...entries);

    await expect(readArchive(path, rules)).rejects.toThrow(reason);
  });

  it('may hold folders, as one has that was packed by hand', async () => {
    const path = await madeOf({ name: 'in/', type: 'directory' }, { name: 'in/x', body: 'x' });

    expect([...(await readArchive(path, rules)).keys()]).toEqual(['in/x']);
  });

  it('is refused where it is cut short, wherever that is', async () => {
    const whole = readFileSync(await madeOf({ name: 'in/x', body: 'x'.repeat(5_000) }, { name: 'in/y', body: 'y' }));

    for (const bytes of [0, 1, 9, 20, whole.length >> 1, whole.length - 9, whole.length - 1])
      await expect(readArchive(written(whole.subarray(0, bytes)), rules)).rejects.toThrow(/cut short|no archive/);
  });

  it('is refused where its tar is cut short but the gzip around it is whole', async () => {
    const tar = gunzipSync(readFileSync(await madeOf({ name: 'in/x', body: 'x'.repeat(5_000) })));

    for (const bytes of [100, 512, 2_000, tar.length - 1_024])
      await expect(readArchive(written(gzipSync(tar.subarray(0, bytes))), rules)).rejects.toThrow(/cut short/);
  });

  it('is refused where it declares more than it has', async () => {
    const tar = gunzipSync(readFileSync(await madeOf({ name: 'in/x', body: 'x' })));
    tar.write('77777777777', 124, 'latin1'); // 8 GiB
    tar.fill(32, 148, 156);
    const sum = tar.subarray(0, 512).reduce((all, byte) => all + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');

    await expect(readArchive(written(gzipSync(tar)), rules)).rejects.toThrow('is cut short');
  });

  it('is refused where it is none at all, or damaged', async () => {
    const whole = readFileSync(await madeOf({ name: 'in/x', body: 'x'.repeat(5_000) }));
    const flipped = Buffer.from(whole);
    flipped[whole.length - 6]! ^= 1;

    await expect(readArchive(written(Buffer.from('hello')), rules)).rejects.toThrow('is no archive');
    await expect(readArchive(written(gzipSync(Buffer.alloc(700, 1))), rules)).rejects.toThrow('no archive');
    await expect(readArchive(written(flipped), rules)).rejects.toThrow('is damaged');
  });
});
