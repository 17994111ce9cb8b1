/**
 * Fields of Protocol Buffers messages as bytes: a message is its fields one behind the other.
 * Source: Protocol Buffers, Encoding. Tag = number · 8 + wire type: 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes.
 */
export type Bytes = Uint8Array;

/** @param value a whole number from −2⁵³ + 1 to 2⁵³ − 1 */
export const wholeField = (number: number, value: number): Bytes => Buffer.concat([tag(number, 0), varint(value)]);

export function doubleField(number: number, value: number): Bytes {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([tag(number, 1), bytes]);
}

/** Rounded to single precision. */
export function floatField(number: number, value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([tag(number, 5), bytes]);
}

export const textField = (number: number, text: string): Bytes => messageField(number, Buffer.from(text, 'utf8'));

/** A message within a message, or plain bytes. */
export function messageField(number: number, ...content: readonly Bytes[]): Bytes {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([tag(number, 2), varint(length), ...content]);
}

const tag = (number: number, wireType: number): Bytes => varint(number * 8 + wireType);

/** Seven bits a byte, the lowest first; a negative number as 64 bits in two's complement. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) + 0x80);
  return Uint8Array.from([...bytes, Number(rest)]);
}
