import { expect, it } from 'vitest';

import { planText } from '../helpers/plan-text.js';
import { complaintsOfResume, wholeRun } from './journal-cuts/proof.js';

const plan = planText(`
experiment small {
  dataset  digits
  teacher  mlp(8)
  student  mlp(4)
  strategy each [none, kd]
  train    { epochs 3 }
}`);

it.each(['whole', 'empty'] as const)(
  'goes on to the same end from a journal cut anywhere, with a store that is %s',
  async store => {
    const whole = await wholeRun(plan);
    const sizes = [0, 0.2, 0.5, 0.8, 0.99].map(part => Math.floor(part * whole.bytes.length));

    const complaints: string[] = [];
    for (const size of sizes) complaints.push(...(await complaintsOfResume(whole, size, store)));

    expect(complaints).toEqual([]);
  },
);
