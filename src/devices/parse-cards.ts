import type { CardReading } from './card.js';

/** What is asked of `nvidia-smi`, in the order of its answer. */
export const cardFields = [
  'index',
  'uuid',
  'name',
  'memory.total',
  'memory.used',
  'utilization.gpu',
  'temperature.gpu',
];

const uuidOf = /^(?:GPU|MIG)-[\w/-]+$/;

/**
 * Reads a line a card: `0, GPU-5d5b…, NVIDIA A100, 40960, 3, 0, 31`. Any field may be `[N/A]` or another text in
 * brackets. A card without a UUID cannot be named to CUDA, nor leased: it is passed over.
 */
export const parseCards = (csv: string): CardReading[] =>
  csv.split('\n').flatMap((line, row) => {
    const [index, uuid = '', name, ...numbers] = line.split(',').map(field => field.trim());
    if (!uuidOf.test(uuid)) return [];
    const [totalMib, usedMib, usePercent, temperatureCelsius] = numbers.map(countIn);
    return {
      index: countIn(index) ?? row,
      uuid,
      name: name || 'a card without a name',
      ...(totalMib !== undefined && { totalMib }),
      ...(usedMib !== undefined && { usedMib }),
      ...(usePercent !== undefined && { usePercent }),
      ...(temperatureCelsius !== undefined && { temperatureCelsius }),
    };
  });

const countIn = (field = ''): number | undefined => (/^\d+$/.test(field) ? Number(field) : undefined);

/**
 * Puts the instances of partitioned cards, as `nvidia-smi -L` lists them, in the place of their cards: CUDA computes on
 * no card that is partitioned. What is read of a card says nothing of its instances.
 */
export function withInstances(cards: readonly CardReading[], listing: string): CardReading[] {
  const instances = instancesIn(listing);
  return cards.flatMap((card): readonly CardReading[] => {
    const own = instances.filter(({ partOf }) => partOf === card.uuid);
    if (own.length === 0) return [card];
    return own.map(({ uuid, profile }) => ({
      index: card.index,
      uuid,
      name: `${card.name} ${profile}`,
      partOf: card.uuid,
    }));
  });
}

/** `GPU 0: NVIDIA A100 (UUID: GPU-…)`, and below it `  MIG 1g.5gb  Device  0: (UUID: MIG-…)`. */
function instancesIn(listing: string): { readonly uuid: string; readonly profile: string; readonly partOf: string }[] {
  let partOf = '';
  return listing.split('\n').flatMap(line => {
    const uuid = /\(UUID: ([^)]+)\)/.exec(line)?.[1] ?? '';
    if (/^GPU /.test(line)) partOf = uuid;
    const profile = /^\s+(MIG \S+)/.exec(line)?.[1];
    return profile !== undefined && uuidOf.test(uuid) ? { uuid, profile, partOf } : [];
  });
}
