import { type Entry, type Parameters, required } from './entry.js';
import { tap } from './type.js';

/** Layers that are compared. */
interface PairEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'pair';
}

const pair = <const P extends Parameters>(entry: Omit<PairEntry<P>, 'kind'>): PairEntry<P> => ({
  kind: 'pair',
  ...entry,
});

export const pairs = {
  pair: pair({
    help: 'a layer of the student and the layer of the teacher it is compared with',
    version: 1,
    parameters: {
      student: required(tap('student'), 'what the student shows'),
      teacher: required(tap('teacher'), 'what the teacher shows'),
    },
    positional: ['student', 'teacher'],
    example: 'pairs [pair(student: stage-1, teacher: stage-1)]',
  }),
} as const satisfies Record<string, PairEntry>;
