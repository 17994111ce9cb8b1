/** One field of a message: its number, and a whole number or bytes. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** The bytes are no message. */
export class NotProtobuf extends Error {
  override readonly name = 'NotProtobuf';
}

/** The fields of a protocol-buffers message in their order; numbers of fixed width come as their bytes. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;

  const varint = (): number => {
    let value = 0;
    for (let power = 1; ; power *= 128) {
      const byte = message[at++];
      if (byte === undefined || power > 2 ** 63) throw new NotProtobuf('a number has no end');
      value += (byte & 127) * power;
      if (byte < 128) return value; // above 2^53 not exact, and then no length or size that could be true
    }
  };
  const bytes = (length: number): Uint8Array => {
    if (length > message.length - at) throw new NotProtobuf('a field is longer than what is left');
    at += length;
    return message.subarray(at - length, at);
  };

  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: bytes(8) };
        break;
      case 2:
        yield { number, value: bytes(varint()) };
        break;
      case 5:
        yield { number, value: bytes(4) };
        break;
      default:
        throw new NotProtobuf('a field is of no known type');
    }
  }
}

/** A field that holds bytes. */
export function bytesField(number: number, value: Uint8Array): Uint8Array {
  return Uint8Array.from([...varintOf(number * 8 + 2), ...varintOf(value.length), ...value]);
}

function varintOf(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varintOf(Math.floor(value / 128))];
}
