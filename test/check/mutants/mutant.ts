import { corpus, type Original } from './corpus.js';
import { dice } from './dice.js';
import { mutations } from './mutations.js';

const originals = corpus();
const kinds = Object.values(mutations);

/** The text of the corpus with one to five kinds of damage, the same for the same seed and index. */
export function mutant(seed: number, index: number): Original {
  const throws = dice(seed, index);
  const { text, used } = throws.pick(originals);
  const other = (): string => throws.pick(originals).text;
  let mutated = text;
  for (let left = 1 + throws.below(5); left > 0; left--) mutated = throws.pick(kinds)(mutated, throws, other);
  return { text: mutated, used };
}
