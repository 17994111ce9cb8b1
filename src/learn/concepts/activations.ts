/** Activations of some images at a tap, row by row: [images, features]. */
export interface Activations {
  readonly images: number;
  readonly features: number;
  readonly values: Float32Array;
}

/** What one image gives. */
export const rowOf = ({ features, values }: Activations, image: number): Float32Array =>
  values.subarray(image * features, (image + 1) * features);

type Vector = Float32Array | Float64Array;

/** Sum of the products, in doubles: a map may have 10⁵ features. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The vector divided by its length; one of zeros stays. */
export function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map(value => value / length) : vector;
}
