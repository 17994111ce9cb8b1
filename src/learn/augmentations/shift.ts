import type { augmentations, SettingsOf } from '../../catalogue/index.js';
import type { CreateAugmentation } from './augmentation.js';

/** Moves by whole pixels, each way as likely, and puts background (0) where nothing was. */
export const shift: CreateAugmentation<SettingsOf<(typeof augmentations)['shift']>> = (
  { pixels },
  { shape: [height, width, channels] },
) => {
  const stride = width * channels;
  return (from, to, random) => {
    const draw = (counter: number): number => Math.floor(random.uniform(counter) * (2 * pixels + 1)) - pixels;
    const [down, right] = [draw(0), draw(1)];
    const first = Math.max(0, -right);
    const last = Math.min(width, width - right);
    to.fill(0);
    if (last <= first) return;
    for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
      const source = (row - down) * stride;
      to.set(
        from.subarray(source + first * channels, source + last * channels),
        row * stride + (first + right) * channels,
      );
    }
  };
};
