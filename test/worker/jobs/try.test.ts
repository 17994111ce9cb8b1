import { describe, expect, it } from 'vitest';

import { planText } from '../../helpers/plan-text.js';
import { digitsSpec, openSmallStore, trainSpec } from './small-store.js';

describe('a job that is tried out', () => {
  it('says the shapes, and of every term its value and the gradient it sends', async () => {
    const { notes } = await openSmallStore().tryOut(trainSpec());

    expect(notes).toEqual([
      'product: stage-1 [64, 16], pooled [64, 16], logits [64, 10]',
      expect.stringMatching(/^phase train, student: hard [\d.]+, gradient [\d.]+$/),
    ]);
  });

  it.each([
    'cnn(4, 8)',
    'resnet(depth: 8, width: 4)',
    'vgg(depth: 8, width: 2)',
    'mobilenet(width: 2)',
    'densenet(depth: 10, width: 4)',
  ])('works by correlations of layers for a teacher and a student that are %s', async net => {
    const { fingerprint } = digitsSpec();
    const text = `experiment e { dataset digits  teacher ${net}  student ${net}  strategy iekd { embedding 8 }  train { steps 2  batch 32 } }`;
    const { jobs } = planText(text, { fingerprint: () => fingerprint });
    const [teacher, student] = jobs.filter(({ spec }) => spec.kind === 'train');

    const { notes, warnings } = await openSmallStore().tryOut(student!.spec, { [teacher!.id]: teacher!.spec });

    expect(warnings).toEqual([]);
    expect(notes!.at(-1)).toMatch(/^phase train, student: hard .*; kd .*; local .*; global .*; aux /);
  });
});
