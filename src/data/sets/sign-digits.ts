import { recordSource } from './record-source.js';

export const signDigits = recordSource({ train: ['train.bin'], test: ['test.bin'], labelBytes: 1, labelAt: 0 });
