import { recordSource } from './record-source.js';

export const cifar10 = recordSource({
  train: [1, 2, 3, 4, 5].map(batch => `data_batch_${batch}.bin`),
  test: ['test_batch.bin'],
  labelBytes: 1,
  labelAt: 0,
  download: {
    files: [
      {
        url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
        sizeBytes: 170_052_171,
        hash: { of: 'file', md5: 'c32a1d4ab5d03f1284b67883e8d87530' },
        isArchive: true,
      },
    ],
  },
});
