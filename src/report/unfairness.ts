import type { ComparedRow } from './compared-rows.js';

/**
 * Why a difference between cells of several runs may have another cause than their strategies: other test data, other
 * training data, another split, another length of training, another engine.
 *
 * @param labels of the rows, in their order
 */
export function unfairness(
  rows: readonly ComparedRow[],
  baseline: ComparedRow,
  labels: readonly string[],
  isFair: (row: ComparedRow) => boolean,
): string[] {
  const name = (some: readonly ComparedRow[]): string => {
    const shown = some.slice(0, 4).map(row => labels[rows.indexOf(row)] ?? '');
    return `${shown.join('; ')}${some.length > 4 ? `; and ${some.length - 4} more` : ''}`;
  };
  const others = rows.filter(row => row !== baseline);
  const apart = others.filter(row => !isFair(row));
  const measuredElsewhere =
    apart.length > 0
      ? [`measured on other test data than the baseline, and so compared with nothing: ${name(apart)}`]
      : [];
  const causes = suspects.flatMap(({ what, isOfIt }) => {
    const differing = new Map<string, ComparedRow[]>();
    for (const row of others)
      for (const setting of differences(row, baseline))
        if (isOfIt(setting)) differing.set(setting, [...(differing.get(setting) ?? []), row]);
    return [...differing].map(
      ([setting, some]) =>
        `${what} is not that of the baseline (${setting} ${valuesOf(some, setting)} against ${brief(baseline.settings.get(setting) ?? 'nothing')}): ${name(some)}`,
    );
  });
  const elsewhere = others.filter(({ engine }) => engine !== baseline.engine);
  const engines =
    elsewhere.length > 0
      ? [
          `computed by another engine (${unique(elsewhere.map(({ engine }) => engine))} against ${baseline.engine}), whose numbers differ a little for that alone: ${name(elsewhere)}`,
        ]
      : [];
  return [...measuredElsewhere, ...causes, ...engines];
}

/** Settings that decide a result as much as a strategy does. */
const suspects: readonly { readonly what: string; readonly isOfIt: (setting: string) => boolean }[] = [
  { what: 'the data set', isOfIt: setting => setting === 'data.from.name' || setting === 'data.fingerprint' },
  { what: 'the training data', isOfIt: setting => /^data\.(?:train|labeled)\b/.test(setting) },
  { what: 'the split', isOfIt: setting => /^data\.(?:validation|splitSeed)\b/.test(setting) },
  { what: 'the length of training', isOfIt: setting => setting === 'train.epochs' || setting === 'train.steps' },
  { what: 'the student', isOfIt: setting => setting === 'net' || setting.startsWith('net.') },
];

function differences(row: ComparedRow, baseline: ComparedRow): string[] {
  const names = new Set([...row.settings.keys(), ...baseline.settings.keys()]);
  return [...names].filter(name => row.settings.get(name) !== baseline.settings.get(name));
}

const valuesOf = (rows: readonly ComparedRow[], setting: string): string =>
  unique(rows.map(({ settings }) => brief(settings.get(setting) ?? 'nothing')));

/** A fingerprint by its beginning. */
const brief = (value: string): string => (value.length > 24 ? `${value.slice(0, 12)}…` : value);

const unique = (texts: readonly string[]): string => [...new Set(texts)].join(', ');
