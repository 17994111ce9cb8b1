/** Pictures, each with a map of how much its places count for something: a file in JSON. */
export interface HeatMaps {
  /** What the maps are taken from: a layer's name. */
  readonly layer: string;
  readonly pictures: readonly HeatMap[];
}

export interface HeatMap {
  /** Where the picture stands among others, from 0. */
  readonly place: number;
  /** What it shows, what it is taken for with which probability, and what its map speaks for. */
  readonly label: string;
  readonly taken: string;
  readonly probability: number;
  readonly explained: string;
  /** Bytes by rows, channels last. */
  readonly picture: Grid & { readonly channels: number };
  /** From 0 to 1, the largest 1; all 0 where nothing speaks for it. */
  readonly map: Grid;
}

/** Numbers by rows. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

/** The file beside a result that holds them. */
export const heatMapsFile = 'heat-maps.json';

export const heatMapsText = (maps: readonly HeatMaps[]): string => `${JSON.stringify(maps)}\n`;

/** What `heatMapsText` wrote; undefined for any other text. */
export function parseHeatMaps(text: string): readonly HeatMaps[] | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) && found.every(isHeatMaps) ? found : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isHeatMaps = (value: unknown): value is HeatMaps =>
  isRecord(value) &&
  typeof value.layer === 'string' &&
  Array.isArray(value.pictures) &&
  value.pictures.every(isHeatMap);

const isHeatMap = (value: unknown): value is HeatMap =>
  isRecord(value) &&
  [value.place, value.probability].every(Number.isFinite) &&
  [value.label, value.taken, value.explained].every(text => typeof text === 'string') &&
  isRecord(value.picture) &&
  isGrid(value.picture, value.picture.channels) &&
  isRecord(value.map) &&
  isGrid(value.map, 1);

function isGrid({ rows, columns, values }: Readonly<Record<string, unknown>>, channels: unknown): boolean {
  const size = Number(rows) * Number(columns) * Number(channels);
  return Array.isArray(values) && size > 0 && values.length === size && values.every(Number.isFinite);
}
