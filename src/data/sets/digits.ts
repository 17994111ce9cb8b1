import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { idxSource } from './idx-source.js';

/** Shipped with kd, in `data/digits`. */
export const digits = idxSource(16, () => join(packageFolder(import.meta.dirname), 'data', 'digits'));

/** The nearest folder above with a `package.json`: sources and compiled code lie at different depths. */
function packageFolder(folder: string): string {
  const parent = dirname(folder);
  return existsSync(join(folder, 'package.json')) || parent === folder ? folder : packageFolder(parent);
}
