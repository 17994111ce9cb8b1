import type { Random } from '../../lib/random.js';
import { DataError } from '../data-error.js';
import type { FileContent } from '../file-content.js';
import type { ImageShape } from '../image-set.js';
import { decodePicture } from '../pictures/decode.js';
import { toPixels } from '../pictures/to-pixels.js';

const crops = 200;

/** Parts of a picture as large as a data set's images, from places at random, between 0 and 1. @throws DataError */
export function textureCrops(files: readonly FileContent[], shape: ImageShape, draws: Random): readonly Float32Array[] {
  const [height, width, channels] = shape;
  return files.flatMap(file => {
    const picture = decodePicture(file);
    if (picture.height < height || picture.width < width)
      throw new DataError(`${file.path}: is ${picture.height}×${picture.width}, expected at least ${height}×${width}`);
    const pixels = toPixels(picture, channels === 1 ? 'grey' : 'rgb');
    return Array.from({ length: crops }, (_, crop) => {
      const top = Math.floor(draws.uniform(2 * crop) * (picture.height - height + 1));
      const left = Math.floor(draws.uniform(2 * crop + 1) * (picture.width - width + 1));
      return Float32Array.from({ length: height * width * channels }, (_, at) => {
        const [row, rest] = [Math.floor(at / (width * channels)), at % (width * channels)];
        return (pixels[((top + row) * picture.width + left) * channels + rest] ?? 0) / 255;
      });
    });
  });
}
