const mostLetters = 34;

/** A label as it fits beside an axis; tables have it whole. */
export const shortLabel = (label: string): string =>
  label.length <= mostLetters ? label : `${label.slice(0, mostLetters - 1)}…`;

/** Room for labels left of an axis, in pixels. */
export const marginFor = (labels: readonly string[]): number =>
  Math.round(labels.reduce((most, { length }) => Math.max(most, length), 2) * 6.8) + 14;
