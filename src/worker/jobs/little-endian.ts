import { endianness } from 'node:os';

/** Words of four bytes as files hold them, or back; the buffer itself is changed. */
export const inLittleEndian = (bytes: Buffer): Buffer => (endianness() === 'LE' ? bytes : bytes.swap32());
