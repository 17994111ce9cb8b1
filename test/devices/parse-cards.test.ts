import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CardReading } from '../../src/devices/card.js';
import { parseCards, withInstances } from '../../src/devices/parse-cards.js';

const whole = fc.nat(100_000);
const readings = fc.array(
  fc.record(
    {
      uuid: fc.uuid().map(uuid => `GPU-${uuid}`),
      name: fc.constantFrom('NVIDIA H100 80GB HBM3', 'Tesla T4', 'GeForce RTX 3090'),
      totalMib: whole,
      usedMib: whole,
      usePercent: fc.nat(100),
      temperatureCelsius: fc.nat(110),
    },
    { requiredKeys: ['uuid', 'name'] },
  ),
);
const untold = fc.constantFrom('[N/A]', '[Not Supported]', '[Unknown Error]', 'ERR!', '');

describe('what nvidia-smi says', () => {
  it('is read whatever of it is not told', () => {
    fc.assert(
      fc.property(readings, untold, (drawn, nothing) => {
        const cards: CardReading[] = drawn.map((card, index) => ({ index, ...card }));
        const csv = cards.map(({ index, uuid, name, totalMib, usedMib, usePercent, temperatureCelsius }) =>
          [
            index,
            uuid,
            name,
            ...[totalMib, usedMib, usePercent, temperatureCelsius].map(value => value ?? nothing),
          ].join(', '),
        );

        expect(parseCards(`${csv.join('\n')}\n`)).toEqual(cards);
      }),
    );
  });

  it('without an index counts by line, and without a name has one all the same', () => {
    expect(parseCards('[N/A], GPU-1, , 1, 2, 3, 4\n[N/A], GPU-2, T4, 1, 2, 3, 4')).toMatchObject([
      { index: 0, uuid: 'GPU-1', name: 'a card without a name' },
      { index: 1, uuid: 'GPU-2', name: 'T4' },
    ]);
  });

  it.each(['No devices were found', '', '0, [N/A], Tesla T4, 1, 2, 3, 4', '0, ../../etc, T4, 1, 2, 3, 4'])(
    'of no card that could be named gives none: %s',
    text => {
      expect(parseCards(text)).toEqual([]);
    },
  );

  it('never throws, and names no card that is no file name', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(parseCards(text).every(({ uuid }) => /^(GPU|MIG)-[\w/-]+$/.test(uuid))).toBe(true);
      }),
    );
  });
});

describe('a partitioned card', () => {
  const listing = `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-aa)
  MIG 1g.5gb      Device  0: (UUID: MIG-a1)
  MIG 2g.10gb     Device  1: (UUID: MIG-a2)
GPU 1: NVIDIA A100-SXM4-40GB (UUID: GPU-bb)
`;

  it('is its instances, of which nothing is known that is known of the card', () => {
    const cards = parseCards('0, GPU-aa, A100, 40960, 3000, [N/A], 31\n1, GPU-bb, A100, 40960, 3, 0, 30');

    expect(withInstances(cards, listing)).toEqual([
      { index: 0, uuid: 'MIG-a1', name: 'A100 MIG 1g.5gb', partOf: 'GPU-aa' },
      { index: 0, uuid: 'MIG-a2', name: 'A100 MIG 2g.10gb', partOf: 'GPU-aa' },
      { index: 1, uuid: 'GPU-bb', name: 'A100', totalMib: 40960, usedMib: 3, usePercent: 0, temperatureCelsius: 30 },
    ]);
  });
});
