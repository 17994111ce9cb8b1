import { gelu } from './gelu.js';
import { layerNorm } from './layer-norm.js';
import { registerOperation } from './operation.js';

let areRegistered = false;

/** Registers our operations, once. */
export function registerOperations(): void {
  if (areRegistered) return;
  areRegistered = true;
  for (const operation of [gelu, layerNorm]) registerOperation(operation);
}
