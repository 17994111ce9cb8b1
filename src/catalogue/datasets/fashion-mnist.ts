import { dataset } from './dataset-entry.js';
import { folder } from './parameters.js';

export const fashionMnist = dataset({
  help: 'articles of clothing, 28 × 28 grey',
  version: 1,
  parameters: { folder },
  positional: ['folder'],
  source: 'Xiao, Rasul & Vollgraf, Fashion-MNIST, arXiv:1708.07747, 2017',
  example: 'dataset fashion-mnist',
  facts: {
    input: [28, 28, 1],
    classes: ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle-boot'],
    examples: { train: 60_000, test: 10_000 },
  },
  licence: 'MIT (Zalando SE)',
  obtain:
    'on Debian and Ubuntu `apt-get install dataset-fashion-mnist`; elsewhere `kd data get fashion-mnist`, or put its four IDX files into a folder and write `fashion-mnist("folder")`',
});
