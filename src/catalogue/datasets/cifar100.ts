import { dataset } from './dataset-entry.js';
import { folder } from './parameters.js';

const classes = `
  apple aquarium-fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle
  caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish
  forest fox girl hamster house kangaroo keyboard lamp lawn-mower leopard lion lizard lobster man maple-tree motorcycle
  mountain mouse mushroom oak-tree orange orchid otter palm-tree pear pickup-truck pine-tree plain plate poppy porcupine
  possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar
  sunflower sweet-pepper table tank telephone television tiger tractor train trout tulip turtle wardrobe whale
  willow-tree wolf woman worm`;

export const cifar100 = dataset({
  help: 'photographs, 32 × 32 colour, 100 classes (the binary version, fine labels)',
  version: 1,
  parameters: { folder },
  positional: ['folder'],
  source: 'Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009',
  example: 'dataset cifar100("cifar-100-binary")',
  facts: { input: [32, 32, 3], classes: classes.trim().split(/\s+/), examples: { train: 50_000, test: 10_000 } },
  licence: 'none stated; its author asks to be cited',
  obtain:
    '`kd data get cifar100`, or unpack cifar-100-binary.tar.gz of www.cs.toronto.edu/~kriz/cifar.html and write `cifar100("folder")`',
});
