import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import { type CreateAugmentation, sizeOf } from './augmentation.js';

/** In a share of the draws the mean of the neighbours, weighed by a normal curve; the edges go on beyond themselves. */
export const blur: CreateAugmentation<SettingsOf<(typeof augmentations)['blur']>> = ({ least, most, share }, kind) => {
  const [height, width, channels] = kind.shape;
  const spare = new Float32Array(sizeOf(kind));
  return (from, to, random) => {
    to.set(from);
    if (random.uniform(0) >= share) return;
    const weights = normalCurve(least + (most - least) * random.uniform(1));
    smooth(from, spare, weights, { count: width, stride: channels });
    smooth(spare, to, weights, { count: height, stride: width * channels });
  };
};

/** Places along one axis, and how far apart their values lie. */
interface Axis {
  readonly count: number;
  readonly stride: number;
}

function smooth(from: Float32Array, to: Float32Array, weights: Float64Array, { count, stride }: Axis): void {
  const reach = weights.length >> 1;
  for (let at = 0; at < from.length; at++) {
    const place = Math.floor(at / stride) % count;
    let sum = 0;
    for (let step = -reach; step <= reach; step++) {
      const seen = Math.min(count - 1, Math.max(0, place + step));
      sum += (weights[step + reach] ?? 0) * (from[at + (seen - place) * stride] ?? 0);
    }
    to[at] = sum;
  }
}

/** Adds up to 1, to three deviations each way. Rounded to 2⁻³², as `halfCosine` is. */
function normalCurve(deviation: number): Float64Array {
  const reach = Math.ceil(3 * deviation);
  const heights = Float64Array.from(
    { length: 2 * reach + 1 },
    (_, at) => Math.round(Math.exp(-((at - reach) ** 2) / (2 * deviation ** 2)) * 2 ** 32) / 2 ** 32,
  );
  const sum = heights.reduce((all, height) => all + height, 0);
  return heights.map(height => height / sum);
}
