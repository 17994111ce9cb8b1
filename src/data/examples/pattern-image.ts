import type { examples, SettingsOf } from '../../catalogue/index.js';
import type { Random } from '../../lib/random.js';
import type { ImageShape } from '../image-set.js';

export type PatternName = SettingsOf<(typeof examples)['pattern']>['of'];

/** Whether a place is lit, in periods of the pattern. */
const lit: { readonly [N in PatternName]: (across: number, along: number) => boolean } = {
  stripes: across => part(across) < 0.5,
  dots: (across, along) => Math.hypot(part(across) - 0.5, part(along) - 0.5) < 0.3,
  checks: (across, along) => part(across) < 0.5 !== part(along) < 0.5,
};

const part = (value: number): number => value - Math.floor(value);

/**
 * A pattern that fills an image, of two greys, with a period of 3 to 8 pixels; turned, placed and shaded at random.
 * Values between 0 and 1, every channel alike: [height, width, channels].
 */
export function patternImage(of: PatternName, [height, width, channels]: ImageShape, draws: Random): Float32Array {
  const period = 3 + 5 * draws.uniform(0);
  const angle = Math.PI * draws.uniform(1);
  const [cosine, sine] = [Math.cos(angle) / period, Math.sin(angle) / period];
  const [phase, other] = [draws.uniform(2), draws.uniform(3)];
  const dark = 0.4 * draws.uniform(4);
  const light = 1 - 0.4 * draws.uniform(5);
  return Float32Array.from({ length: height * width * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    return lit[of](column * cosine + row * sine + phase, row * cosine - column * sine + other) ? light : dark;
  });
}
