import { cifar10 } from './datasets/cifar10.js';
import { cifar100 } from './datasets/cifar100.js';
import { csv } from './datasets/csv.js';
import type { DatasetEntry } from './datasets/dataset-entry.js';
import { digits } from './datasets/digits.js';
import { fashionMnist } from './datasets/fashion-mnist.js';
import { idx } from './datasets/idx.js';
import { images } from './datasets/images.js';
import { mnist } from './datasets/mnist.js';
import { npy } from './datasets/npy.js';
import { signDigits } from './datasets/sign-digits.js';
import { svhn } from './datasets/svhn.js';

export type { DatasetEntry, DatasetFacts } from './datasets/dataset-entry.js';

/** Published sets first, then layouts of data of a user's own. */
export const datasets = {
  mnist,
  digits,
  'fashion-mnist': fashionMnist,
  cifar10,
  cifar100,
  svhn,
  'sign-digits': signDigits,
  idx,
  csv,
  images,
  npy,
} as const satisfies Record<string, DatasetEntry>;

export type DatasetName = keyof typeof datasets;
