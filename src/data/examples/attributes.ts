import type { examples, SettingsOf } from '../../catalogue/index.js';
import { foreground, type GreyImage, neighbours } from './foreground.js';

export type AttributeName = SettingsOf<(typeof examples)['top']>['by'];

/** What can be computed from an image; undefined where it says nothing, as the slant of an empty one. */
export const attributes: { readonly [N in AttributeName]: (image: GreyImage) => number | undefined } = {
  'stroke-thickness': strokeThickness,
  slant,
  aspect,
  brightness,
  'hole-area': holeArea,
  'stripe-strength': stripeStrength,
  'texture-contrast': textureContrast,
};

/** Ink is at least half as bright as can be. */
const ink = 0.5;
/** Cloth is darker than ink may be. */
const cloth = 0.25;

/** Foreground pixels for each that has a neighbour outside: about half the width of a stroke. */
function strokeThickness(image: GreyImage): number | undefined {
  const inside = foreground(image, ink);
  const area = count(inside);
  const edge = inside.filter((is, pixel) => is && neighbours(image, pixel).some(other => !inside[other])).length;
  return area > 0 ? area / edge : undefined;
}

/** How far the image moves to the right for each row upwards, by its second moments; positive leans to the right. */
function slant({ width, values }: GreyImage): number | undefined {
  const sums = { mass: 0, row: 0, column: 0 };
  values.forEach((value, pixel) => {
    sums.mass += value;
    sums.row += value * Math.floor(pixel / width);
    sums.column += value * (pixel % width);
  });
  const [row, column] = [sums.row / sums.mass, sums.column / sums.mass];
  let [mixed, upright] = [0, 0];
  values.forEach((value, pixel) => {
    const down = Math.floor(pixel / width) - row;
    mixed += value * down * ((pixel % width) - column);
    upright += value * down ** 2;
  });
  return upright > 0 ? -mixed / upright : undefined;
}

/** Width of the foreground's box by its height. */
function aspect(image: GreyImage): number | undefined {
  const inside = foreground(image, ink);
  const pixels = [...inside.keys()].filter(pixel => inside[pixel]);
  if (pixels.length === 0) return undefined;
  const rows = pixels.map(pixel => Math.floor(pixel / image.width));
  const columns = pixels.map(pixel => pixel % image.width);
  return (Math.max(...columns) - Math.min(...columns) + 1) / (Math.max(...rows) - Math.min(...rows) + 1);
}

/** Mean over the foreground. */
function brightness(image: GreyImage): number | undefined {
  const inside = foreground(image, cloth);
  const area = count(inside);
  return area > 0 ? image.values.reduce((sum, value, at) => sum + (inside[at] ? value : 0), 0) / area : undefined;
}

/** Pixels of the background that no way of neighbours joins to the border. */
function holeArea(image: GreyImage): number {
  const inside = foreground(image, ink);
  const reached = inside.slice();
  const waiting = [...reached.keys()].filter(pixel => neighbours(image, pixel).includes(-1));
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    if (reached[pixel]) continue;
    reached[pixel] = 1;
    waiting.push(...neighbours(image, pixel).filter(other => other >= 0));
  }
  return inside.length - count(reached);
}

const fewestRows = 12;
const fewestPixels = 6;

/** Mean size of the second difference of the rows' brightness, without the first and last. */
function stripeStrength(image: GreyImage): number | undefined {
  const inside = foreground(image, cloth);
  const rows = Array.from({ length: image.height }, (_, row) => row * image.width).flatMap(from => {
    const own = Array.from({ length: image.width }, (_, column) => from + column).filter(pixel => inside[pixel]);
    return own.length < fewestPixels ? [] : [mean(own.map(pixel => image.values[pixel] ?? 0))];
  });
  if (rows.length < fewestRows) return undefined;
  const bends = rows.map((value, at) => Math.abs((rows[at - 1] ?? value) - 2 * value + (rows[at + 1] ?? value)));
  return mean(bends.slice(2, -2));
}

const leastCloth = 0.125;
const fewestInside = 60;

/** Deviation of brightness over what is left of the foreground when its edge, two pixels wide, is taken away. */
function textureContrast(image: GreyImage): number | undefined {
  const erode = (inside: Uint8Array): Uint8Array =>
    inside.map((is, pixel) => (is && neighbours(image, pixel).every(other => inside[other]) ? 1 : 0));
  const inside = erode(erode(foreground(image, leastCloth)));
  const values = [...image.values].filter((_, at) => inside[at]);
  if (values.length < fewestInside) return undefined;
  const centre = mean(values);
  return Math.sqrt(mean(values.map(value => (value - centre) ** 2)));
}

const count = (inside: Uint8Array): number => inside.reduce((sum, is) => sum + is, 0);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
