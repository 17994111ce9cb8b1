import { adamUpdate } from './adam-update.js';
import { batchNorm, batchNormInputGrad, batchNormProducts, normalizedChannels } from './batch-norm.js';
import { channelMoments } from './channel-moments.js';
import { dense } from './dense.js';
import { gelu, sigmoidGrad } from './gelu.js';
import { layerNorm } from './layer-norm.js';
import { type Operation, registerOperation, registerOperationGradient } from './operation.js';
import { rectified } from './rectified.js';
import { scaleChannels } from './scale-channels.js';
import { sumOfRows } from './sum-of-rows.js';

const operations: readonly Operation[] = [
  adamUpdate,
  dense,
  gelu,
  sigmoidGrad,
  layerNorm,
  channelMoments,
  batchNorm,
  normalizedChannels,
  batchNormProducts,
  batchNormInputGrad,
  scaleChannels,
  rectified,
  sumOfRows,
];

let areRegistered = false;

/** Registers our operations, once, and their gradients. */
export function registerOperations(): void {
  for (const operation of operations) registerOperationGradient(operation);
  if (areRegistered) return;
  areRegistered = true;
  for (const operation of operations) registerOperation(operation);
}
