import type { DatasetName } from '../../catalogue/index.js';
import type { DatasetSource } from '../source.js';
import { digits } from './digits.js';
import { fashionMnist } from './fashion-mnist.js';
import { mnist } from './mnist.js';

/** How each data set of the catalogue is found and read. */
export const sources: Readonly<Record<DatasetName, DatasetSource>> = { mnist, digits, 'fashion-mnist': fashionMnist };
