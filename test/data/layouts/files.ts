import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { encode } from 'jpeg-js';
import { PNG } from 'pngjs';

import { temporaryFolder } from '../../helpers/temporary-folder.js';

// Files of the layouts that are read, as other programs would write them.

/** A folder with files, by their paths in it. */
export function folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Bytes of these sizes: by default 0, 1, 2, …. */
export function idxFile(
  sizes: readonly number[],
  values = Array.from({ length: sizes.reduce((product, size) => product * size, 1) }, (_, at) => at % 256),
): Buffer {
  const header = Buffer.alloc(4 * (1 + sizes.length));
  header.writeUInt32BE(0x0800 + sizes.length, 0);
  sizes.forEach((size, dimension) => {
    header.writeUInt32BE(size, 4 * (1 + dimension));
  });
  return Buffer.concat([header, Buffer.from(values)]);
}

export function npyFile(
  type: string,
  shape: readonly number[],
  values: Uint8Array | Float32Array | Float64Array | BigInt64Array,
  order = 'False',
): Buffer {
  const shapeText = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shapeText}, }`;
  const header = `${text.padEnd(128 - 10 - 1)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    length,
    Buffer.from(header, 'latin1'),
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  ]);
}

interface ZipMember {
  readonly content: Buffer;
  /** What the directory says in place of the truth. */
  readonly claims?: { readonly size?: number; readonly crc?: number };
}

export function zipFile(members: Readonly<Record<string, ZipMember>>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, { content, claims = {} }] of Object.entries(members)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    files.push(local, Buffer.from(name), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(claims.crc ?? crc32(content), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims.size ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

export function pngFile(height: number, width: number, [red, green, blue, opacity = 255]: Colour): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([red, green, blue, opacity], at);
  return PNG.sync.write(png);
}

export function jpegFile(height: number, width: number, [red, green, blue]: Colour): Buffer {
  const data = Buffer.alloc(4 * width * height);
  for (let at = 0; at < data.length; at += 4) data.set([red, green, blue, 255], at);
  return encode({ width, height, data }, 100).data;
}

/** Records of the binary layout of CIFAR: label bytes, then 1,024 of each colour. */
export const records = (labels: readonly (readonly number[])[]): Buffer =>
  Buffer.concat(
    labels.map((label, record) =>
      Buffer.concat([
        Buffer.from(label),
        ...[0, 1, 2].map(channel => Buffer.alloc(1_024, (10 * record + channel) % 256)),
      ]),
    ),
  );
