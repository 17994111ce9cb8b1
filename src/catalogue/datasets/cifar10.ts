import { dataset } from './dataset-entry.js';
import { folder } from './parameters.js';

export const cifar10 = dataset({
  help: 'photographs of animals and vehicles, 32 × 32 colour, 10 classes (the binary version)',
  version: 1,
  parameters: { folder },
  positional: ['folder'],
  source: 'Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009',
  example: 'dataset cifar10("cifar-10-batches-bin")',
  facts: {
    input: [32, 32, 3],
    classes: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
    examples: { train: 50_000, test: 10_000 },
  },
  licence: 'none stated; its author asks to be cited',
  obtain:
    '`kd data get cifar10`, or unpack cifar-10-binary.tar.gz of www.cs.toronto.edu/~kriz/cifar.html and write `cifar10("folder")`',
});
