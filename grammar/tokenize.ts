import { type IToken, Lexer } from './chevrotain.js';
import type { Source } from './source.js';
import { lexicon, Unknown } from './tokens.js';

/** A text as tokens. Together with white space they cover it: whatever cannot be read is a token too. */
export interface Tokens {
  /** What the grammar reads. */
  readonly code: readonly IToken[];
  /** Characters of no meaning, taken out of the code as if they were not there. */
  readonly noise: readonly IToken[];
  /** Where tokens start that noise stood directly behind: what they miss may have been it. */
  readonly beforeNoise: ReadonlySet<number>;
  /** Where tokens start that stood directly behind noise: what is wrong with them may have been it. */
  readonly behindNoise: ReadonlySet<number>;
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
  const code = noise.length === 0 ? tokens : tokens.filter(token => token.tokenType !== Unknown);
  const beside = (distance: number): ReadonlySet<number> => {
    if (noise.length === 0) return new Set();
    const isBeside = (_: IToken, index: number): boolean => tokens[index + distance]?.tokenType === Unknown;
    return new Set(tokens.filter(isBeside).map(token => token.startOffset));
  };
  return { code, noise, beforeNoise: beside(1), behindNoise: beside(-1), ...comments };
}
