const mostLetters = 44;

/** A label as it fits beside an axis, cut in its middle, for labels often differ at their ends; tables have it whole. */
export function shortLabel(label: string): string {
  const letters = [...label];
  if (letters.length <= mostLetters) return label;
  const half = mostLetters / 2;
  return `${letters.slice(0, half).join('')}…${letters.slice(1 - half).join('')}`;
}

/** Room for labels left of an axis, in pixels. */
export const marginFor = (labels: readonly string[]): number =>
  Math.round(labels.reduce((most, { length }) => Math.max(most, length), 2) * 6.4) + 14;
