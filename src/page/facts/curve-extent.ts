/** Room for bands beyond the means, as a part of the span of the means. */
const room = 0.25;

/**
 * What of an axis curves need: all their means and, of their bands, a quarter more on each side, so that one odd epoch of
 * two seeds flattens nothing.
 */
export function curveExtent(
  points: readonly { readonly mean: number; readonly low?: number | undefined; readonly high?: number | undefined }[],
): { readonly domain: [low: number, high: number]; readonly isCut: boolean } {
  const least = points.reduce((low, { mean }) => Math.min(low, mean), Number.POSITIVE_INFINITY);
  const most = points.reduce((high, { mean }) => Math.max(high, mean), Number.NEGATIVE_INFINITY);
  const low = points.reduce((found, point) => Math.min(found, point.low ?? least), least);
  const high = points.reduce((found, point) => Math.max(found, point.high ?? most), most);
  const more = (most - least || Math.abs(most) || 1) * room;
  return {
    domain: [Math.max(low, least - more), Math.min(high, most + more)],
    isCut: low < least - more || high > most + more,
  };
}
