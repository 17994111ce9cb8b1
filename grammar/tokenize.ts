import { type IToken, Lexer } from 'chevrotain';
import type { Source } from './source.js';
import { lexicon, Unknown } from './tokens.js';

/** A text as tokens. Together with white space they cover it: whatever cannot be read is a token too. */
export interface Tokens {
  /** What the grammar reads. */
  readonly code: readonly IToken[];
  /** Characters of no meaning, taken out of the code as if they were not there. */
  readonly noise: readonly IToken[];
  /** The tokens of the code that stood directly before or behind noise: what they miss may have been in it. */
  readonly besideNoise: ReadonlySet<IToken>;
  readonly comments: readonly IToken[];
  /** Comments in the manner of other languages, taken out as well. */
  readonly foreignComments: readonly IToken[];
}

const lexer = new Lexer([...lexicon], { ensureOptimizations: true, skipValidations: true, positionTracking: 'full' });

/** Splits a text into tokens, in linear time. A byte-order mark counts as white space. */
export function tokenize({ text }: Source): Tokens {
  const { tokens, groups } = lexer.tokenize(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  const comments = { comments: groups.comments ?? [], foreignComments: groups.foreign ?? [] };
  const noise = tokens.filter(token => token.tokenType === Unknown);
  if (noise.length === 0) return { code: tokens, noise, besideNoise: new Set(), ...comments };
  const besideNoise = new Set(
    tokens.filter((_, index) => [tokens[index - 1], tokens[index + 1]].some(near => near?.tokenType === Unknown)),
  );
  return { code: tokens.filter(token => token.tokenType !== Unknown), noise, besideNoise, ...comments };
}
