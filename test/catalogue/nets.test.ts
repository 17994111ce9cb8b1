import { describe, expect, it } from 'vitest';
import { nets } from '../../src/catalogue/index.js';

const small = [32, 32, 3] as const;
const common = { dropout: 0, stem: undefined };
const resnet = (depth: number, width: number) => nets.resnet.shape({ depth, width, ...common }, small, 100);
const vgg = (depth: number, side: number, classes = 100) =>
  nets.vgg.shape({ depth, width: 64, dropout: 0 }, [side, side, 3], classes);

describe('the reference nets', () => {
  it.each([
    ['VGG-8', vgg(8, 32), 3_965_028],
    ['VGG-8 for 10 classes', vgg(8, 32, 10), 3_918_858],
    ['ResNet-32x4', resnet(32, 64), 7_433_860],
    ['ResNet-8x4', resnet(8, 64), 1_233_540],
    ['ResNet-56', resnet(56, 16), 861_620],
    ['ResNet-20', resnet(20, 16), 278_324],
    ['MobileNet for 10 classes', nets.mobilenet.shape({ width: 32, dropout: 0 }, small, 10), 3_217_226],
    ['DenseNet-BC-40-12', nets.densenet.shape({ depth: 40, width: 12, dropout: 0 }, small, 10), 176_122],
    ['DenseNet-BC-100-12', nets.densenet.shape({ depth: 100, width: 12, dropout: 0 }, small, 10), 769_162],
  ])('%s has its parameters', (_, { parameters }, expected) => {
    expect(parameters).toBe(expected);
  });

  it('ResNet-32x4 is tapped behind its three stages', () => {
    const { pooled, logits, ...stages } = resnet(32, 64).taps;

    expect(stages).toEqual({ 'stage-1': [32, 32, 64], 'stage-2': [16, 16, 128], 'stage-3': [8, 8, 256] });
    expect({ pooled, logits }).toEqual({ pooled: [256], logits: [100] });
  });

  it('VGG-8 is tapped behind its stages 2 to 5, halved three times for 32 × 32 and four times for 64 × 64', () => {
    const maps = (side: number) => Object.values(vgg(8, side).taps).slice(0, 4);

    expect(maps(32)).toEqual([
      [16, 16, 128],
      [8, 8, 256],
      [4, 4, 512],
      [4, 4, 512],
    ]);
    expect(maps(64)).toEqual([
      [32, 32, 128],
      [16, 16, 256],
      [8, 8, 512],
      [4, 4, 512],
    ]);
  });

  it('ResNet-20 multiplies 41 million times for one image, as published', () => {
    expect(nets.resnet.shape({ depth: 20, width: 16, ...common }, small, 10).flops / 2).toBeCloseTo(40.8e6, -6);
  });
});
