import { fileURLToPath } from 'node:url';

/** Path of the real worker, beside this folder once compiled. */
export const realWorker = (): string => fileURLToPath(new URL('../worker/main.js', import.meta.url));
