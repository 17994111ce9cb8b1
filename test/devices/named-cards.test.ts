import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cardsNamed, visibleCards } from '../../src/devices/named-cards.js';

const cards = [
  { index: 0, uuid: 'GPU-aa11', name: 'A' },
  { index: 1, uuid: 'GPU-aa22', name: 'A' },
  { index: 2, uuid: 'MIG-b1', name: 'A MIG', partOf: 'GPU-bb33' },
  { index: 2, uuid: 'MIG-b2', name: 'A MIG', partOf: 'GPU-bb33' },
];
const uuidsOf = (list: string | undefined): string[] => visibleCards(cards, list).map(({ uuid }) => uuid);

describe('CUDA_VISIBLE_DEVICES', () => {
  it.each([
    [undefined, ['GPU-aa11', 'GPU-aa22', 'MIG-b1', 'MIG-b2']],
    ['', []],
    ['-1', []],
    ['NoDevFiles', []],
    ['1,0', ['GPU-aa22', 'GPU-aa11']],
    [' 1 , 0 ', ['GPU-aa22', 'GPU-aa11']],
    ['0,0', ['GPU-aa11']],
    ['0,7,1', ['GPU-aa11']],
    ['GPU-aa2', ['GPU-aa22']],
    ['GPU-aa', []],
    ['MIG-b2', ['MIG-b2']],
    ['2', ['MIG-b1', 'MIG-b2']],
    ['GPU-bb', ['MIG-b1', 'MIG-b2']],
  ])('%j leaves %j', (list, expected) => {
    expect(uuidsOf(list)).toEqual(expected);
  });

  it('leaves cards that are there, each once, and no more for a longer list than its own begin', () => {
    const name = fc.constantFrom('0', '1', '2', '3', '-1', '', 'GPU-aa1', 'GPU-aa', 'MIG-b1', 'x');
    fc.assert(
      fc.property(fc.array(name), name, (names, last) => {
        const visible = uuidsOf(names.join(','));

        expect(new Set(visible).size).toBe(visible.length);
        if (names.length > 0) expect(uuidsOf([...names, last].join(',')).slice(0, visible.length)).toEqual(visible);
      }),
    );
  });
});

describe('a name', () => {
  it('that is the whole of one UUID and the beginning of no other means one card', () => {
    for (const card of cards) expect(cardsNamed(card.uuid, cards)).toEqual([card]);
  });
});
