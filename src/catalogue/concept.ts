import type { Configured } from './entry.js';

/** Something a person sees in images, by where images come from that have it and that lack it. */
export interface Concept {
  /** For people: no part of what is computed. */
  readonly name: string;
  readonly positive: Configured;
  readonly negative: Configured;
}
