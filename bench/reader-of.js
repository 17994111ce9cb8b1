import { fileReader } from '../dist/src/cli/file-reader.js';

/** Reads one text under every name, and knows data sets as the command does. */
export const readerOf = text => ({ ...fileReader('/'), read: () => ({ text }), realPath: path => path });
