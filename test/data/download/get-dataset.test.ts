import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { DataError, type Download, getDataset } from '../../../src/data/index.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { serve, serveFiles } from './server.js';

const images = Buffer.from('images '.repeat(100));
const packed = gzipSync(images);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

const packedFile = (address: string, sizeBytes = packed.length): Download => ({
  files: [{ url: `${address}/images.gz`, sizeBytes, hash: { of: 'unpacked', sha256: sha256(images) } }],
});

/** A block of a tar archive for each file: names, sizes in octal digits, content padded to 512 bytes. */
function tarFile(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(content.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    return [header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1_024)]);
}

const archiveOf = (address: string, archive: Buffer): Download => ({
  files: [
    {
      url: `${address}/all.tar.gz`,
      sizeBytes: archive.length,
      hash: { of: 'file', md5: md5(archive) },
      isArchive: true,
    },
  ],
});

describe('getDataset', () => {
  it('fetches a file and leaves nothing beside it', async () => {
    const address = await serveFiles({ 'images.gz': packed });
    const folder = join(temporaryFolder(), 'new');

    await getDataset(packedFile(address), { wanted: ['images'], folder });

    expect(readdirSync(folder)).toEqual(['images.gz']);
    expect(readFileSync(join(folder, 'images.gz'))).toEqual(packed);
  });

  it('goes on where an earlier try was cut off', async () => {
    const asked: string[] = [];
    const address = await serveFiles({ 'images.gz': packed }, asked);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'images.gz.part'), packed.subarray(0, 10));

    await getDataset(packedFile(address), { wanted: ['images'], folder });

    expect(asked).toEqual(['/images.gz bytes=10-']);
    expect(readFileSync(join(folder, 'images.gz'))).toEqual(packed);
  });

  it('takes what is there already, once it is verified', async () => {
    const address = await serve((_, response) => response.writeHead(416).end());
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'images.gz.part'), packed);

    await getDataset(packedFile(address), { wanted: ['images'], folder });

    expect(readdirSync(folder)).toEqual(['images.gz']);
  });

  it('asks for no file that is there, and anew for one that is damaged', async () => {
    const asked: string[] = [];
    const address = await serveFiles({ 'images.gz': packed }, asked);
    const folder = temporaryFolder();
    const get = (): Promise<void> => getDataset(packedFile(address), { wanted: ['images'], folder });
    await get();

    await get();
    writeFileSync(join(folder, 'images.gz'), gzipSync('damaged'));
    await get();

    expect(asked).toHaveLength(2);
    expect(readFileSync(join(folder, 'images.gz'))).toEqual(packed);
  });

  it('begins anew where the server cannot go on', async () => {
    const address = await serve((_, response) => response.end(packed));
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'images.gz.part'), 'something else');

    await getDataset(packedFile(address), { wanted: ['images'], folder });

    expect(readFileSync(join(folder, 'images.gz'))).toEqual(packed);
  });

  it('takes the wanted files out of an archive, whatever folder they are in', async () => {
    const archive = gzipSync(tarFile({ 'set/readme.html': 'no', 'set/a.bin': 'first', '../../b.bin': 'second' }));
    const address = await serveFiles({ 'all.tar.gz': archive });
    const folder = temporaryFolder();

    await getDataset(archiveOf(address, archive), { wanted: ['a.bin', 'b.bin'], folder });

    expect(readdirSync(folder).sort()).toEqual(['a.bin', 'b.bin']);
    expect(readFileSync(join(folder, 'b.bin'), 'utf8')).toBe('second');
  });

  it('asks a mirror in place of the home page', async () => {
    const mirror = await serveFiles({ 'images.gz': packed });
    const folder = temporaryFolder();

    await getDataset(packedFile('http://127.0.0.1:1/home'), { wanted: ['images'], folder, mirror: `${mirror}/` });

    expect(existsSync(join(folder, 'images.gz'))).toBe(true);
  });

  it('tells how far it is', async () => {
    const address = await serveFiles({ 'images.gz': packed });
    const told: [string, number, number][] = [];
    const onBytes = (...progress: [string, number, number]): unknown => told.push(progress);

    await getDataset(packedFile(address), { wanted: ['images'], folder: temporaryFolder(), onBytes });

    expect(told.at(-1)).toEqual(['images.gz', packed.length, packed.length]);
  });

  it.each<[string, Buffer, number, string]>([
    ['another file of the same length', gzipSync('IMAGES '.repeat(100)), packed.length, 'is not the file it should be'],
    ['more than expected', Buffer.alloc(2_000_000), packed.length, 'sends more than twice the'],
  ])('refuses %s, and keeps nothing of it', async (_, content, size, problem) => {
    const address = await serveFiles({ 'images.gz': content });
    const folder = temporaryFolder();

    const get = getDataset(packedFile(address, size), { wanted: ['images'], folder });

    await expect(get).rejects.toThrow(DataError);
    await expect(get).rejects.toThrow(problem);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what arrived of a file that broke off, for the next try', async () => {
    const address = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': packed.length });
      response.write(packed.subarray(0, 10), () => response.destroy());
    });
    const folder = temporaryFolder();

    const get = getDataset(packedFile(address), { wanted: ['images'], folder });

    await expect(get).rejects.toThrow('cannot be fetched');
    expect(readdirSync(folder)).toEqual(['images.gz.part']);
  });

  it('says that a server refuses or is not there', async () => {
    const address = await serveFiles({});
    const folder = temporaryFolder();
    const get = (download: Download): Promise<void> => getDataset(download, { wanted: [], folder });

    await expect(get(packedFile(address))).rejects.toThrow('the server answers 404');
    await expect(get(packedFile('http://127.0.0.1:1'))).rejects.toThrow('cannot be fetched');
  });

  it('refuses an archive that lacks a file', async () => {
    const archive = gzipSync(tarFile({ 'a.bin': 'first' }));
    const address = await serveFiles({ 'all.tar.gz': archive });
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });

    const get = getDataset(archiveOf(address, archive), { wanted: ['a.bin', 'b.bin'], folder });

    await expect(get).rejects.toThrow('holds no b.bin');
    expect(existsSync(join(folder, 'a.bin'))).toBe(false);
  });
});
