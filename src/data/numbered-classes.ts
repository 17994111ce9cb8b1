import { DataError } from './data-error.js';

/** Bytes hold the classes of examples. */
export const mostClasses = 256;

/**
 * Names of classes that the data know by number only: those given, or the numbers themselves up to the largest label.
 *
 * @param labels whole numbers, by the file they are from
 * @throws DataError for a label that is no class
 */
export function numberedClasses(
  labels: readonly { readonly path: string; readonly values: ArrayLike<number> }[],
  given: readonly string[] | undefined,
): readonly string[] {
  const limit = given?.length ?? mostClasses;
  let largest = 0;
  for (const { path, values } of labels)
    for (let at = 0; at < values.length; at++) {
      const label = values[at] ?? 0;
      if (!Number.isInteger(label) || label < 0 || label >= limit)
        throw new DataError(`${path}: label ${at} is ${label}, expected a whole number from 0 to ${limit - 1}`);
      if (label > largest) largest = label;
    }
  return given ?? Array.from({ length: largest + 1 }, (_, label) => String(label));
}

/** @throws DataError where there are not as many labels as images */
export function expectLabels(
  { path, values }: { readonly path: string; readonly values: ArrayLike<number> },
  examples: number,
): void {
  if (values.length !== examples) throw new DataError(`${path}: holds ${values.length} labels, expected ${examples}`);
}
