import { crc32c } from '../../lib/crc32c.js';
import { type Bytes, doubleField, floatField, messageField, textField, wholeField } from '../protobuf.js';

// Records of a TensorBoard event file. Field numbers: tensorboard/compat/proto, event.proto and summary.proto.

/** When something happened, in seconds since 1970, and at which step of a training. */
export interface Moment {
  readonly seconds: number;
  readonly step: number;
}

/** The first record of every file. */
export const fileVersionRecord = (seconds: number): Bytes =>
  record(doubleField(1, seconds), textField(3, 'brain.Event:2'));

/** One number under each name. Numbers are rounded to single precision, as readers keep them. */
export const scalarsRecord = (moment: Moment, scalars: Readonly<Record<string, number>>): Bytes =>
  summaryRecord(
    moment,
    Object.entries(scalars).map(([name, value]) => [textField(1, name), floatField(2, value)]),
  );

/** A start: at the second and every further one, readers drop what they have of its step and later ones. */
export const startRecord = (moment: Moment): Bytes =>
  record(...momentFields(moment), messageField(7, wholeField(1, 1)));

/** @param values fields of one `Summary.Value` each */
export const summaryRecord = (moment: Moment, values: readonly (readonly Bytes[])[]): Bytes =>
  record(...momentFields(moment), messageField(5, ...values.map(fields => messageField(1, ...fields))));

const momentFields = ({ seconds, step }: Moment): Bytes[] => [doubleField(1, seconds), wholeField(2, step)];

/** TFRecord: length (64 bits), its masked checksum, data, its masked checksum; all little-endian. */
function record(...event: readonly Bytes[]): Bytes {
  const data = Buffer.concat(event);
  const head = Buffer.alloc(12);
  head.writeUInt32LE(data.length);
  head.writeUInt32LE(masked(crc32c(head.subarray(0, 8))), 8);
  const foot = Buffer.alloc(4);
  foot.writeUInt32LE(masked(crc32c(data)));
  return Buffer.concat([head, data, foot]);
}

/** Checksums of data that may hold checksums are masked: rotated right by 15 bits, plus a constant. */
const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
