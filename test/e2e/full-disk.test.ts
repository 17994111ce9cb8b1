import { expect, it } from 'vitest';

import { canMount } from '../helpers/small-disk.js';
import { roomyRun, runOnDisk } from './full-disk/proof.js';

const smallest = `
experiment smallest {
  dataset  digits { train 100  test 50 }
  student  mlp(8)
  strategy none
  train    { epochs 2 }
}
`;

it.skipIf(!canMount)(
  'a run that fills its disk says so, and goes on when there is room (needs to mount one)',
  async () => {
    const roomy = await roomyRun(smallest);

    const story = await runOnDisk(44, smallest, roomy);

    expect(story).toEqual({ end: 'disk-full', complaints: [] });
  },
  60_000,
);
