import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import { random as randomOf } from '../../lib/random.js';
import { type CreateAugmentation, rangeOf } from './augmentation.js';

/** Adds to every value a normal draw of its own. */
export const noise: CreateAugmentation<SettingsOf<(typeof augmentations)['noise']>> = ({ deviation }, kind) => {
  const [least, most] = rangeOf(kind);
  const factor = deviation * kind.scale;
  return (from, to, random) => {
    for (let at = 0; at < from.length; at += 2) {
      // 32 bits choose two of 4,096 normals: logarithm and cosine for every value would cost ten times as much
      const bits = random.bits(at >>> 1);
      to[at] = Math.min(most, Math.max(least, (from[at] ?? 0) + factor * (normals[bits & 4095] ?? 0)));
      if (at + 1 < from.length)
        to[at + 1] = Math.min(
          most,
          Math.max(least, (from[at + 1] ?? 0) + factor * (normals[(bits >>> 12) & 4095] ?? 0)),
        );
    }
  };
};

/** Draws of a normal distribution, brought to mean 0 and deviation 1 exactly. */
const normals = ((): Float32Array => {
  const draws = randomOf(0).for('normals');
  const raw = Array.from({ length: 4096 }, (_, at) => draws.normal(at));
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  const variance = raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / raw.length;
  return Float32Array.from(raw, value => (value - mean) / Math.sqrt(variance));
})();
