/** A graphics card of NVIDIA, or an instance of one that is partitioned (MIG). */
export interface Card {
  /** From 0, as `nvidia-smi` counts: in the order of the PCI bus. Instances have that of their card. */
  readonly index: number;
  /** `GPU-…` or `MIG-…`: the same for everybody on the machine, whatever they may see of it. */
  readonly uuid: string;
  readonly name: string;
  /** UUID of the card that an instance is a part of. */
  readonly partOf?: string;
}

/** What a card does now; absent is what its driver does not tell. */
export interface CardReading extends Card {
  readonly totalMib?: number;
  readonly usedMib?: number;
  readonly usePercent?: number;
  readonly temperatureCelsius?: number;
}

/** `GPU 2`, or of an instance `GPU 2 (MIG-…)`. */
export const cardName = ({ index, uuid, partOf }: Card): string =>
  partOf === undefined ? `GPU ${index}` : `GPU ${index} (${uuid})`;
