import { DataError } from '../data-error.js';
import type { PictureHeader } from './picture.js';

/** More than any camera makes. */
const mostPixels = 100_000_000;

/**
 * Kind and size of a picture, known by its bytes and not by its name.
 *
 * @param fileSize bytes of the whole file, which bound what can be in it
 * @throws DataError where it is neither PNG nor JPEG, or claims to be larger than such a file can be
 */
export function readPictureHeader(path: string, bytes: Uint8Array, fileSize: number): PictureHeader {
  const header: Claims | undefined = pngHeader(bytes) ?? jpegHeader(bytes);
  if (!header) throw new DataError(`${path}: is neither PNG nor JPEG, or is cut short`);
  const { width, height } = header;
  const pixels = width * height;
  if (pixels === 0 || pixels > mostPixels)
    throw new DataError(`${path}: claims ${width}×${height} pixels, expected 1 to ${mostPixels}`);
  if (pixels * header.bits > 8 * fileSize * mostRatio[header.kind])
    throw new DataError(`${path}: claims ${width}×${height} pixels, more than ${fileSize} bytes can hold`);
  return header;
}

interface Claims extends PictureHeader {
  /** Of a pixel before it is packed. */
  readonly bits: number;
}

/**
 * Deflate makes at most 1,032 bytes of one. Of JPEG there is no such number: an even picture takes about a byte for
 * 85 pixels, and three times as many are let pass.
 */
const mostRatio = { png: 1_032, jpeg: 256 } as const;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Source: W3C, Portable Network Graphics, §11.2.2: IHDR comes first: width, height, bits of a sample, colour type. */
function pngHeader(bytes: Uint8Array): Claims | undefined {
  if (bytes.length < 26 || !pngSignature.every((byte, at) => bytes[at] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const samples = samplesOf[view.getUint8(25)] ?? 1;
  return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20), bits: samples * view.getUint8(24) };
}

/** By colour type: grey, colour, palette, grey and opacity, colour and opacity. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Source: ITU-T T.81, §B.2.2: segments of marker and length up to the frame header, which holds height and width. */
function jpegHeader(bytes: Uint8Array): Claims | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 2; at + 9 <= bytes.length; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) {
      at += 1;
      continue;
    }
    if (isFrame(marker))
      return { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7), bits: 8 };
    if (marker >>> 8 !== 0xff) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, without the tables DHT, JPG and DAC that lie between them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
