/** Something with a cost, of which less is better, and a value. */
export interface Offer {
  readonly cost: number;
  readonly value: number;
}

/** Those that no other beats: none costs as little and is better, or is as good and costs less. In the order of their cost. */
export function paretoFront<Item extends Offer>(offers: readonly Item[], better: 'larger' | 'smaller'): Item[] {
  const sign = better === 'larger' ? 1 : -1;
  const front: Item[] = [];
  for (const offer of offers.toSorted((a, b) => a.cost - b.cost || sign * (b.value - a.value))) {
    const last = front.at(-1);
    if (!last || sign * (offer.value - last.value) > 0) front.push(offer);
  }
  return front;
}
