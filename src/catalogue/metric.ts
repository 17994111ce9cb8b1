import { type Configured, type Entry, optional, type Parameters, required, type Use, withDefault } from './entry.js';
import { list, tap, whole, word } from './type.js';

/** Something measured of what was trained. */
export interface MetricEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'metric';
  /** Which way is better; undefined for facts that are neither. */
  readonly better?: 'larger' | 'smaller';
  /** `pictures`: no number, but pictures beside the result. */
  readonly unit: 'share' | 'number' | 'count' | 'bytes' | 'pictures';
  /** Needs teachers to compare with. */
  readonly needsTeachers?: true;
  /** The name in results, where settings are part of it. */
  readonly key?: (settings: Configured['settings']) => string;
}

const metric = <const P extends Parameters>(entry: Omit<MetricEntry<P>, 'kind'>): MetricEntry<P> => ({
  kind: 'metric',
  ...entry,
});

const ofClass = optional(
  whole({ min: 0, max: 65_535 }),
  'number of the class, from 0; if left out, of two the second, and of more the mean over all, each against the rest',
);
const keyOfClass = (name: string) => (settings: Configured['settings']) =>
  settings.class === undefined ? name : `${name}-of-${settings.class}`;
const isNoClass = (settings: Configured['settings'], { classes }: Use): string | undefined =>
  Number(settings.class ?? 0) < classes ? undefined : `there is no class ${settings.class} among ${classes}, from 0`;

export const metrics = {
  accuracy: metric({
    help: 'share of examples whose most probable class is the right one',
    version: 1,
    parameters: {},
    example: 'measure [accuracy]',
    better: 'larger',
    unit: 'share',
  }),
  'top-k': metric({
    help: 'share of examples whose right class is among the k most probable',
    version: 1,
    parameters: { k: withDefault(whole({ min: 1 }), 5, 'how many classes count') },
    positional: ['k'],
    example: 'measure [top-k(3)]',
    better: 'larger',
    unit: 'share',
    key: ({ k }) => `top-${k}`,
    misfit: ({ k }, { classes }) =>
      Number(k) < classes ? undefined : `top-${k} of ${classes} classes is always 100 %`,
  }),
  nll: metric({
    help: 'negative log-likelihood of the right class, mean over examples, in nats',
    version: 1,
    parameters: {},
    example: 'measure [nll]',
    better: 'smaller',
    unit: 'number',
  }),
  ece: metric({
    help: 'expected calibration error: mean gap between confidence and accuracy over equal-width bins',
    version: 1,
    parameters: { bins: withDefault(whole({ min: 1, max: 1_000 }), 15, 'bins of confidence') },
    positional: ['bins'],
    source: 'Guo, Pleiss, Sun & Weinberger, On Calibration of Modern Neural Networks, 2017',
    example: 'measure [ece]',
    better: 'smaller',
    unit: 'share',
    key: ({ bins }) => (bins === 15 ? 'ece' : `ece-${bins}`),
  }),
  brier: metric({
    help: 'squared distance between probabilities and the one-hot label, summed over classes',
    version: 1,
    parameters: {},
    source: 'Brier, Verification of forecasts expressed in terms of probability, 1950',
    example: 'measure [brier]',
    better: 'smaller',
    unit: 'number',
  }),
  auc: metric({
    help: 'how often an example of a class has a higher probability of it than another example, ties counted half',
    version: 1,
    parameters: { class: ofClass },
    positional: ['class'],
    source: 'Hanley & McNeil, The meaning and use of the area under a receiver operating characteristic curve, 1982',
    example: 'measure [auc]',
    better: 'larger',
    unit: 'share',
    key: keyOfClass('auc'),
    misfit: isNoClass,
  }),
  sensitivity: metric({
    help: 'share of the examples of a class that are taken for it',
    version: 1,
    parameters: { class: ofClass },
    positional: ['class'],
    example: 'measure [sensitivity]',
    better: 'larger',
    unit: 'share',
    key: keyOfClass('sensitivity'),
    misfit: isNoClass,
  }),
  specificity: metric({
    help: 'share of the examples of other classes that are not taken for a class',
    version: 1,
    parameters: { class: ofClass },
    positional: ['class'],
    example: 'measure [specificity]',
    better: 'larger',
    unit: 'share',
    key: keyOfClass('specificity'),
    misfit: isNoClass,
  }),
  agreement: metric({
    help: 'share of examples where student and teachers (their mean probabilities) name the same class',
    version: 1,
    parameters: {},
    example: 'measure [agreement]',
    better: 'larger',
    unit: 'share',
    needsTeachers: true,
  }),
  params: metric({
    help: 'trained parameters of the product',
    version: 1,
    parameters: {},
    example: 'measure [params]',
    better: 'smaller',
    unit: 'count',
  }),
  bytes: metric({
    help: 'size of the stored weights of the product',
    version: 1,
    parameters: {},
    example: 'measure [bytes]',
    better: 'smaller',
    unit: 'bytes',
  }),
  flops: metric({
    help: 'arithmetic of one forward pass of one example, a multiply-add counted as two',
    version: 1,
    parameters: {},
    example: 'measure [flops]',
    better: 'smaller',
    unit: 'count',
  }),
  'grad-cam': metric({
    help: 'pictures, not a number: where in images of the test part a map speaks for the class that the student names',
    version: 1,
    parameters: {
      images: required(list(whole({ min: 0 }), { min: 1, max: 100 }), 'their places in the test part, from 0'),
      tap: optional(tap('student'), 'the map that is looked at; if left out, the last there is'),
      of: withDefault(word('predicted', 'label'), 'predicted', 'the class that is explained'),
    },
    rest: 'images',
    source: 'Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, 2017',
    example: 'measure [grad-cam(0, 1, 2)]',
    unit: 'pictures',
  }),
} as const satisfies Record<string, MetricEntry>;

export type MetricName = keyof typeof metrics;

/** Whether an entry of `measure` gives pictures and no number. */
export const givesPictures = ({ name }: Configured): boolean =>
  (metrics as Readonly<Record<string, MetricEntry>>)[name]?.unit === 'pictures';

/** A metric's name in results: `accuracy`, `top-5`. */
export function metricKey({ name, settings }: Configured): string {
  const known: Readonly<Record<string, MetricEntry>> = metrics;
  return known[name]?.key?.(settings) ?? name;
}

/** The metric of a name in results, or of an entry with the settings it has by default: `top-3`, `top-k`. */
export function metricOfKey(key: string): Configured | undefined {
  const entries = Object.entries<MetricEntry>(metrics);
  const digits = /-(\d+)$/.exec(key)?.[1];
  for (const [name, { parameters, positional }] of entries) {
    const defaults = Object.fromEntries(Object.entries(parameters).map(([of, { default: value }]) => [of, value]));
    const plain = { name, settings: defaults as Configured['settings'] };
    if (name === key || metricKey(plain) === key) return plain;
    const counted = { name, settings: { ...plain.settings, [positional?.[0] ?? '']: Number(digits) } };
    if (positional && digits && metricKey(counted) === key) return counted;
  }
  return undefined;
}
