import { resolve } from 'node:path';

import type { Terminal } from './terminal.js';

export interface StoreOptions {
  readonly store?: string;
}

export const storeFolder = ({ store = '.kd' }: StoreOptions, { cwd }: Terminal): string => resolve(cwd, store);
