import {
  add,
  argMax,
  cast,
  div,
  greater,
  matMul,
  max,
  maximum,
  mul,
  norm,
  oneHot,
  pow,
  relu,
  stack,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor2d,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { SettingsOf, weightings } from '../../catalogue/index.js';
import {
  type ConceptMeasure,
  type FoundConcepts,
  gradientsAt,
  isSignificant,
  meanDirection,
  targetsOf,
} from '../concepts/index.js';
import type { Net } from '../module.js';

type Settings = SettingsOf<typeof weightings.cav>;

export interface AskedTeacher {
  readonly net: Net;
  readonly found: FoundConcepts;
}

/** Smaller lengths are those of no gradient at all. */
const least = 1e-30;

/**
 * w_m(x) ∝ (Σ_c π_c max(0, cos(∇_a z_{m,y}(x), v_{m,c})))^γ over the concepts that teacher m is significantly sensitive
 * to for class y, with a floor; all alike where that is 0 for all.
 *
 * @param classes [batch, classes]; the likeliest of each row is derived
 * @returns [batch, teachers]
 */
export function weighSamples(
  teachers: readonly AskedTeacher[],
  settings: Settings,
  images: Tensor4D,
  classes: Tensor2D,
): Tensor2D {
  const { sharpness, floor, pool, target } = settings;
  const chosen = cast(oneHot(argMax<Tensor1D>(classes, 1), classes.shape[1]) as Tensor2D, 'float32');
  const scores = teachers.map(({ net, found }): Tensor1D => {
    const gradients = gradientsAt(net, images, { tap: found.measure.tap, pool, target }, chosen); // [batch, features]
    const along = relu(matMul(gradients, directionsOf(found), false, true)); // [batch, concepts]
    const cosines = div(along, maximum(norm(gradients, 2, 1, true), least));
    const counted = matMul(chosen, tensor2d(gatesOf(found.measure, settings))); // [batch, concepts]
    return sum(mul(cosines, counted), 1);
  });
  const all = stack(scores, 1) as Tensor2D; // [batch, teachers]
  const largest = max<Tensor2D>(all, 1, true);
  const powers = where(greater(all, 0), pow(div(all, maximum(largest, least)), sharpness), zerosLike(all));
  const shares = div(powers, maximum(sum(powers, 1, true), least));
  const weights = add(mul(shares, 1 - floor), floor / teachers.length);
  return where(greater(largest, 0), weights, div(add(zerosLike(all), 1), teachers.length)) as Tensor2D;
}

/** [concepts, features] */
const directionsOf = (found: FoundConcepts): Tensor2D =>
  tensor2d(Float32Array.from(found.measure.concepts.flatMap((_, concept) => [...meanDirection(found, concept)])), [
    found.measure.concepts.length,
    found.measure.features,
  ]);

/** π_c where the concept counts for a class, else 0: [classes][concepts]. */
function gatesOf(
  { concepts, classNames }: ConceptMeasure,
  { gate, significance, importance, targets }: Settings,
): number[][] {
  const looked = targetsOf(classNames, targets);
  const tests = concepts.length * looked.length;
  return classNames.map((_, index) =>
    concepts.map(({ classes }, concept) => {
      const counts = looked.includes(index) && (!gate || isSignificant(classes[index]?.p ?? 1, significance, tests));
      return counts ? (importance?.[concept] ?? 1) : 0;
    }),
  );
}
