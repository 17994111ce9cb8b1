import type { Grid, HeatMap, HeatMaps } from '../formats/index.js';
import { oneLine } from './one-line.js';
import { paint } from './paint.js';
import type { TextOptions } from './text-options.js';
import { valueAt } from './value-at.js';

/** Whose maps stand beside each other. */
export interface Viewer {
  readonly name: string;
  readonly maps: readonly HeatMaps[];
}

/** From nothing to all; a place is two signs wide, for signs are twice as high as wide. */
const ramps = { unicode: [' ', '░', '▒', '▓', '█'], ascii: [' ', '.', ':', '+', '#'] };
const mostRows = 14;
const gap = '  ';

/** Each picture beside what every viewer's map says of it, as many places wide as the terminal has room for. */
export function heatMapLines([own, ...others]: readonly Viewer[], options: TextOptions): string[] {
  if (!own) return [];
  return own.maps.flatMap(({ layer, pictures }, at) =>
    pictures.flatMap((picture, index) => {
      const panels = [own, ...others].flatMap(({ name, maps }): readonly Panel[] => {
        const found = maps[at]?.pictures[index];
        return found?.place === picture.place ? [{ title: titleOf(name, found), grid: found.map }] : [];
      });
      const head = `image ${picture.place}, ${oneLine(picture.label)}, by ${layer} for ${oneLine(picture.explained)}`;
      return [
        ...(at + index > 0 ? [''] : []),
        paint(head, 'bold', options),
        ...besides([{ title: 'image', grid: brightness(picture) }, ...panels], options),
      ];
    }),
  );
}

interface Panel {
  readonly title: string;
  /** From 0 to 1. */
  readonly grid: Grid;
}

const titleOf = (name: string, { taken, probability }: HeatMap): string =>
  `${oneLine(name)}: ${oneLine(taken)} ${(100 * probability).toFixed(0)} %`;

function besides(panels: readonly Panel[], options: TextOptions): string[] {
  const room = Math.floor(((options.columns ?? 120) - gap.length * (panels.length - 1)) / panels.length / 2);
  const size = Math.max(4, Math.min(mostRows, room));
  const width = 2 * size;
  const ramp = options.unicode ? ramps.unicode : ramps.ascii;
  const drawn = panels.map(({ title, grid }) => [title.slice(0, width).padEnd(width), ...draw(grid, size, ramp)]);
  return Array.from({ length: size + 1 }, (_, row) =>
    drawn
      .map(lines => lines[row] ?? '')
      .join(gap)
      .trimEnd(),
  );
}

const draw = (grid: Grid, size: number, ramp: readonly string[]): string[] =>
  Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => {
      const value = valueAt(grid, (row + 0.5) / size, (column + 0.5) / size);
      return (ramp[Math.min(ramp.length - 1, Math.floor(value * ramp.length))] ?? ' ').repeat(2);
    }).join(''),
  );

/** The mean of the channels, from 0 to 1. */
function brightness({ picture: { rows, columns, channels, values } }: HeatMap): Grid {
  const mean = (place: number): number =>
    values.slice(place * channels, (place + 1) * channels).reduce((sum, value) => sum + value, 0) / channels / 255;
  return { rows, columns, values: Array.from({ length: rows * columns }, (_, place) => mean(place)) };
}
