import type { DatasetName } from '../../catalogue/index.js';
import { csv } from '../layouts/csv.js';
import { idx } from '../layouts/idx.js';
import { images } from '../layouts/images.js';
import { npy } from '../layouts/npy.js';
import type { DatasetSource, OwnSource, PublishedSource, Settings } from '../source.js';
import { cifar10 } from './cifar10.js';
import { cifar100 } from './cifar100.js';
import { digits } from './digits.js';
import { fashionMnist } from './fashion-mnist.js';
import { mnist } from './mnist.js';
import { signDigits } from './sign-digits.js';
import { svhn } from './svhn.js';

const published = {
  mnist,
  digits,
  'fashion-mnist': fashionMnist,
  cifar10,
  cifar100,
  svhn,
  'sign-digits': signDigits,
} satisfies Partial<Record<DatasetName, PublishedSource>>;

// The checker fills in and judges the settings of every entry.
const own = {
  idx: idx as OwnSource<Settings>,
  csv: csv as OwnSource<Settings>,
  images: images as OwnSource<Settings>,
  npy: npy as OwnSource<Settings>,
} satisfies Partial<Record<DatasetName, OwnSource<Settings>>>;

/** How each data set of the catalogue is found and read. */
export const sources: Readonly<Record<DatasetName, DatasetSource>> & typeof published = { ...published, ...own };
