import type { FileContent } from '../file-content.js';
import type { ImageShape } from '../image-set.js';
import { decodePicture } from '../pictures/decode.js';
import { createResize } from '../pictures/resize.js';
import { toPixels } from '../pictures/to-pixels.js';

/** Pictures brought to the shape of a data set's images, between 0 and 1. @throws DataError */
export const readPictures = (files: readonly FileContent[], shape: ImageShape): readonly Float32Array[] =>
  files.map(file => {
    const picture = decodePicture(file);
    const [height, width, channels] = shape;
    const pixels = toPixels(picture, channels === 1 ? 'grey' : 'rgb');
    const resize = createResize([picture.height, picture.width, channels], [height, width]);
    return resize(pixels).map(value => value / 255);
  });
