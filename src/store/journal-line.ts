import { crc32c } from '../lib/crc32c.js';

/** A fact as the journal keeps it: numbered from 1 without gaps, with the time it was written. */
export interface JournalEntry {
  readonly v: 1;
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly type: string;
}

/** `{…,"crc":"1a2b3c4d"}`: the checksum is CRC-32C, in hex, of the bytes before `,"crc"`. Without the line's end. */
export function encodeLine(entry: JournalEntry): string {
  const body = JSON.stringify(entry).slice(0, -1);
  return `${body},"crc":"${checksum(Buffer.from(body))}"}`;
}

/** The entry of a line without its end, or what is wrong with it. */
export function decodeLine(line: Buffer): JournalEntry | { readonly wrong: string } {
  const bodyLength = line.length - suffixLength;
  const suffix = /^,"crc":"([0-9a-f]{8})"\}$/.exec(line.toString('latin1', bodyLength));
  if (bodyLength < 1 || !suffix) return { wrong: 'has no checksum' };
  const body = line.subarray(0, bodyLength);
  if (checksum(body) !== suffix[1]) return { wrong: 'does not agree with its checksum' };
  return JSON.parse(`${body.toString('utf8')}}`) as JournalEntry;
}

const suffixLength = ',"crc":"00000000"}'.length;

const checksum = (body: Uint8Array): string => crc32c(body).toString(16).padStart(8, '0');
