import { idxSource } from './idx-source.js';

const home = 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion';

/** Where Debian's `dataset-fashion-mnist` puts it. The home page packs the files differently: only what is in them is known. */
export const fashionMnist = idxSource(255, () => '/usr/share/datasets/fashion-mnist', {
  files: [
    {
      url: `${home}/train-images-idx3-ubyte.gz`,
      sizeBytes: 26_421_880,
      hash: { of: 'unpacked', sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888' },
    },
    {
      url: `${home}/train-labels-idx1-ubyte.gz`,
      sizeBytes: 29_515,
      hash: { of: 'unpacked', sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9' },
    },
    {
      url: `${home}/t10k-images-idx3-ubyte.gz`,
      sizeBytes: 4_422_102,
      hash: { of: 'unpacked', sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b' },
    },
    {
      url: `${home}/t10k-labels-idx1-ubyte.gz`,
      sizeBytes: 5_148,
      hash: { of: 'unpacked', sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34' },
    },
  ],
});
