import type { Card } from './card.js';

/**
 * What tells a process to compute on one card: CUDA sees only that, under the index 0. TensorFlow would take all of its
 * memory at once, and so hide what a job needs.
 */
export const cardEnvironment = ({ uuid }: Card): Readonly<Record<string, string>> => ({
  CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
  CUDA_VISIBLE_DEVICES: uuid,
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
});
