import type { Configured } from '../../../catalogue/index.js';
import type { ViewSpec } from '../../batch.js';
import type { Net } from '../../module.js';

/** The whole image as it is, and a large part of it changed: what the teacher sees. */
export const largeViews = ['g1', 'g2'] as const;

export interface ViewSettings {
  readonly 'global-scale': readonly number[];
  readonly 'local-scale': readonly number[];
  readonly 'local-crops': number;
  readonly 'local-size': number;
  readonly augment: readonly Configured[];
  readonly 'local-augment': readonly Configured[];
}

/** Views by name, `g1` and `g2`, then `local-1` …: small parts of an image. */
export function viewsOf(settings: ViewSettings, net: Net): Readonly<Record<string, ViewSpec>> {
  const [height, width] = net.input;
  const share = settings['local-size'];
  const size = takesAnySize(net) ? { size: [Math.ceil(share * height), Math.ceil(share * width)] as const } : {};
  const small = partOf(settings['local-scale'], settings['local-augment']);
  const locals = Array.from({ length: settings['local-crops'] }, (_, index) => `local-${index + 1}`);
  return {
    g1: { augment: [] },
    g2: { augment: partOf(settings['global-scale'], settings.augment) },
    ...Object.fromEntries(locals.map(name => [name, { augment: small, ...size }])),
  };
}

const partOf = ([least = 0, most = 1]: readonly number[], augment: readonly Configured[]): readonly Configured[] => [
  { name: 'zoom', settings: { least, most } },
  ...augment,
];

/** Nets whose stages are maps are indifferent to their size; dense ones and transformers know their places. */
const takesAnySize = ({ taps }: Net): boolean => taps['stage-1']?.length === 3;
