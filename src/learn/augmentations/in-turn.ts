import { type Augmentation, type ImageKind, sizeOf } from './augmentation.js';

/** Several augmentations one after the other, each drawing from a stream of its own. */
export function inTurn(steps: readonly Augmentation[], kind: ImageKind): Augmentation {
  const spare = [new Float32Array(sizeOf(kind)), new Float32Array(sizeOf(kind))] as const;
  return (from, to, random) => {
    if (steps.length === 0) to.set(from);
    let current = from;
    steps.forEach((step, index) => {
      const next = index === steps.length - 1 ? to : index % 2 === 0 ? spare[0] : spare[1];
      step(current, next, random.for(index));
      current = next;
    });
  };
}
