/** The loss terms of an epoch, in three digits each: `hard 0.412  kd 0.0310`. */
export function lossText(losses: Readonly<Record<string, number>>): string {
  return Object.entries(losses)
    .map(([term, value]) => `${term} ${value.toPrecision(3)}`)
    .join('  ');
}
