import { dataset } from './dataset-entry.js';

export const digitNames = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export const digits = dataset({
  help: 'handwritten digits, 8 × 8 grey, small enough for a first look',
  version: 1,
  parameters: {},
  source: 'Alpaydin & Kaynak, Optical Recognition of Handwritten Digits, UCI, 1998',
  example: 'dataset digits',
  facts: { input: [8, 8, 1], classes: digitNames, examples: { train: 1_437, test: 360 } },
  licence: 'CC BY 4.0',
  obtain: 'it is part of kd',
});
