/** A defect of kd itself: thrown, never caught on the way, reported with exit code 70. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** Ends a `switch` over a union: a forgotten case does not compile. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${JSON.stringify(value)}`);
}

/** The value, or a `Bug` saying what should have been there. For lookups that an earlier stage guarantees. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Bug(`missing ${what}`);
  return value;
}
