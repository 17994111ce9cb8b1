/**
 * A shorter text that is still `bad`: leaves out halves, quarters, … down to single characters while that helps. Of a
 * text that is not bad, the text itself.
 */
export function shrink(text: string, isBad: (text: string) => boolean): string {
  let smallest = text;
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < smallest.length; ) {
      const shorter = smallest.slice(0, start) + smallest.slice(start + size);
      if (isBad(shorter)) smallest = shorter;
      else start += size;
    }
  }
  return smallest;
}
