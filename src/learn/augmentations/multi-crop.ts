import type { Configured } from '../../catalogue/index.js';
import type { ViewSpec } from '../batch.js';

/** How many views of a large and of a small part of an image there are, and what is done to each besides. */
export interface MultiCrop {
  readonly global: number;
  readonly local: number;
  /** Shares of the area: a global view shows at least this much, a local one at most. Default 0.4, as in DINO. */
  readonly border?: number;
  /** Height and width of local views. Default: the image's own. */
  readonly localSize?: readonly [number, number];
  /** After the part is chosen. Default: nothing. */
  readonly augment?: readonly Configured[];
}

/**
 * The views of multi-crop training, `global-1` … and `local-1` …: parts of each image, large ones at its own size and
 * small ones at a smaller size, which cost less.
 * Source: Caron et al., SwAV, NeurIPS 2020, §3.2; Caron et al., DINO, ICCV 2021, §3.1.
 */
export function multiCrop({
  global,
  local,
  border = 0.4,
  localSize,
  augment = [],
}: MultiCrop): Readonly<Record<string, ViewSpec>> {
  const part = (least: number, most: number): readonly Configured[] => [
    { name: 'zoom', settings: { least, most } },
    ...augment,
  ];
  const views = (name: string, count: number, view: ViewSpec) =>
    Array.from({ length: count }, (_, index) => [`${name}-${index + 1}`, view] as const);
  return Object.fromEntries([
    ...views('global', global, { augment: part(border, 1) }),
    ...views('local', local, { augment: part(0.05, border), ...(localSize ? { size: localSize } : {}) }),
  ]);
}
