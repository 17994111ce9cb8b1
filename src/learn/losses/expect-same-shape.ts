import type { Tensor } from '@tensorflow/tfjs-core';
import { Bug } from '../../lib/bug.js';

/** @throws Bug naming the tensors by their roles where their shapes differ */
export function expectSameShape(what: string, tensors: Readonly<Record<string, Tensor>>): void {
  const shapes = Object.values(tensors).map(({ shape }) => shape.join(' × '));
  if (new Set(shapes).size <= 1) return;
  const roles = Object.entries(tensors).map(([role, { shape }]) => `${role} [${shape.join(', ')}]`);
  throw new Bug(`${what}: shapes differ: ${roles.join(', ')}`);
}
