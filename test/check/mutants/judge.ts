import { complaintAbout } from './complaint.js';
import { mutant } from './mutant.js';
import { shrink } from './shrink.js';

/** What came out of some mutants of a seed. */
export interface Judged {
  /** Of those that were judged, one text each: seed, index, what is wrong, and the shrunk file. */
  readonly complaints: readonly string[];
  /** Of the slowest, in milliseconds. */
  readonly slowest: { readonly index: number; readonly ms: number };
}

/** Checks the mutants from one index up to another. One that takes longer than `mostMs` is a complaint as well. */
export function judgeMutants(seed: number, from: number, to: number, mostMs = Number.POSITIVE_INFINITY): Judged {
  const complaints: string[] = [];
  let slowest = { index: from, ms: 0 };
  for (let index = from; index < to; index++) {
    const started = performance.now();
    const file = mutant(seed, index);
    const complaint = complaintAbout(file);
    const ms = performance.now() - started;
    if (ms > slowest.ms) slowest = { index, ms };
    if (complaint !== undefined) {
      const text = shrink(file.text, shorter => complaintAbout({ ...file, text: shorter }) !== undefined);
      complaints.push(`seed ${seed}, mutant ${index}: ${complaint}\n${JSON.stringify(text)}`);
    } else if (ms > mostMs)
      complaints.push(`seed ${seed}, mutant ${index}: took ${ms.toFixed()} ms\n${JSON.stringify(file.text)}`);
  }
  return { complaints, slowest };
}
