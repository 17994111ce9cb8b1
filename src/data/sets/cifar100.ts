import { recordSource } from './record-source.js';

/** Before each image the number of its superclass, then that of its class. */
export const cifar100 = recordSource({
  train: ['train.bin'],
  test: ['test.bin'],
  labelBytes: 2,
  labelAt: 1,
  download: {
    files: [
      {
        url: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
        sizeBytes: 168_513_733,
        hash: { of: 'file', md5: '03b5dce01913d631647c71ecec9e9cb8' },
        isArchive: true,
      },
    ],
  },
});
