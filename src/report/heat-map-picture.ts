import { type HeatMap, pngBytes } from '../formats/index.js';
import type { Viewer } from './heat-map-text.js';
import { valueAt } from './value-at.js';

/** One picture with what every viewer's map says of it, as a file. */
export interface HeatMapFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Height of a picture at least, by whole pixels. */
const leastHeight = 128;
const gap = 8;

/**
 * PNG files, one a picture: the picture, then for each viewer the picture in grey with its map in red over it.
 *
 * @param name what the names of the files begin with
 */
export function heatMapFiles([own, ...others]: readonly Viewer[], name: string): readonly HeatMapFile[] {
  if (!own) return [];
  return own.maps.flatMap(({ layer, pictures }, at) =>
    pictures.map((picture, index) => {
      const maps = [own, ...others].flatMap(({ maps: theirs }) => theirs[at]?.pictures[index] ?? []);
      const panels = [plainColour(picture), ...maps.map(heated)];
      return { name: `${name}-image-${picture.place}-${layer}.png`, bytes: besides(picture, panels) };
    }),
  );
}

type Colour = readonly [red: number, green: number, blue: number];
/** The colour at a point of the picture, both from 0 to 1. */
type Panel = (down: number, right: number) => Colour;

function besides({ picture: { rows, columns } }: HeatMap, panels: readonly Panel[]): Uint8Array {
  const zoom = Math.max(1, Math.ceil(leastHeight / rows));
  const [height, panelWidth] = [rows * zoom, columns * zoom];
  const width = panels.length * (panelWidth + gap) - gap;
  const rgb = new Uint8Array(3 * width * height).fill(255);
  panels.forEach((panel, at) => {
    for (let y = 0; y < height; y++)
      for (let x = 0; x < panelWidth; x++)
        rgb.set(panel((y + 0.5) / height, (x + 0.5) / panelWidth), 3 * (y * width + at * (panelWidth + gap) + x));
  });
  return pngBytes(width, height, rgb);
}

/** Pixels stay squares: a few of them are easier to know than a blur. */
const plainColour =
  ({ picture: { rows, columns, channels, values } }: HeatMap): Panel =>
  (down, right) => {
    const place = Math.floor(down * rows) * columns + Math.floor(right * columns);
    const channel = (at: number): number => values[place * channels + Math.min(at, channels - 1)] ?? 0;
    return [channel(0), channel(1), channel(2)];
  };

/** Three fifths of the map's red at most, so that what is below can be seen. */
function heated(picture: HeatMap): Panel {
  const colour = plainColour(picture);
  return (down, right) => {
    const grey = colour(down, right).reduce((sum, value) => sum + value, 0) / 3;
    const heat = 0.6 * valueAt(picture.map, down, right);
    return [Math.round(grey * (1 - heat) + 255 * heat), Math.round(grey * (1 - heat)), Math.round(grey * (1 - heat))];
  };
}
