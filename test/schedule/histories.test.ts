import { expect, it } from 'vitest';

import { playHistory } from './histories/play.js';

it('no slot twice, no job before what it needs, none lost, and every run ends, whatever happens and is asked', () => {
  const complaints = Array.from({ length: 1_000 }, (_, index) => playHistory(1, index)).flat();

  expect(complaints).toEqual([]);
});
