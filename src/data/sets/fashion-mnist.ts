import { idxSource } from './idx-source.js';

/** Where Debian's `dataset-fashion-mnist` puts it. */
export const fashionMnist = idxSource(255, () => '/usr/share/datasets/fashion-mnist');
