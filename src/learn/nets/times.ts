/** A record of equal parts, named `block-1`, `block-2`, … */
export const times = <T>(count: number, name: string, make: (name: string, index: number) => T): Record<string, T> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const full = `${name}-${index + 1}`;
      return [full, make(full, index)];
    }),
  );
