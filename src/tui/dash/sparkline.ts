const blocks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ascii = ['_', '.', '-', '=', '+', '*', '#'];

/** Values in a row of blocks, the lowest at the bottom, squeezed to a width by averages; what is not finite is a gap. */
export function sparkline(
  values: readonly number[],
  width: number,
  { unicode }: { readonly unicode: boolean },
): string {
  const levels = unicode ? blocks : ascii;
  const shown = squeeze(values, width);
  const finite = shown.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return shown
    .map(value => {
      if (!Number.isFinite(value)) return ' ';
      const share = high > low ? (value - low) / (high - low) : 0.5;
      return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))];
    })
    .join('');
}

/** At most `width` values, each the average of its neighbours. */
export function squeeze(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  return Array.from({ length: Math.max(0, width) }, (_, at) => {
    const part = values.slice(Math.floor((at * values.length) / width), Math.floor(((at + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
