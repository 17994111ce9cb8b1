import { batchNorm, batchNormInputGrad, batchNormProducts } from './batch-norm.js';
import { channelMoments } from './channel-moments.js';
import { gelu } from './gelu.js';
import { layerNorm } from './layer-norm.js';
import { type Operation, registerOperation } from './operation.js';
import { rectified } from './rectified.js';
import { scaleChannels } from './scale-channels.js';

const operations: readonly Operation[] = [
  gelu,
  layerNorm,
  channelMoments,
  batchNorm,
  batchNormProducts,
  batchNormInputGrad,
  scaleChannels,
  rectified,
];

let areRegistered = false;

/** Registers our operations, once. */
export function registerOperations(): void {
  if (areRegistered) return;
  areRegistered = true;
  for (const operation of operations) registerOperation(operation);
}
