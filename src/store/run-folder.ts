import { readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

import { type Head, type HeadLock, livingHead, takeHead } from './head.js';
import { type Entry, type Journal, openJournal, readJournal } from './journal.js';
import { openRequests, type Requests } from './requests.js';
import { reaching, StoreError } from './store-error.js';

/** One run's folder: what was to be done, by whom it is done, and what happened. */
export interface RunFolder {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Of `results`, for tables and files made from the run. */
  readonly results: string;
  /** What others ask of the head. */
  readonly requests: Requests;
  /** The frozen plan, as it was given. */
  plan(): unknown;
  planText(): string;
  planStat(): Stats;
  /** What happened so far; a line that is being written does not count yet. */
  events<Fact extends { readonly type: string }>(): Entry<Fact>[];
  /** To go on writing; only for the one who holds the head. */
  journal<Fact extends { readonly type: string }>(now: () => Date): Journal<Fact>;
  /** The head that runs it now, if one lives. */
  head(): Head | undefined;
  /** @throws StoreError where another head lives */
  takeHead(now: () => Date): HeadLock;
}

export function openRunFolder(folder: string, name: string): RunFolder {
  const path = (...parts: readonly string[]): string => join(folder, ...parts);
  const planText = (): string => reaching(path('plan.json'), () => readFileSync(path('plan.json'), 'utf8'));

  return {
    name,
    folder,
    results: path('results'),
    requests: openRequests(path('requests')),
    planText,
    planStat: () => reaching(path('plan.json'), () => statSync(path('plan.json'))),
    plan() {
      try {
        return JSON.parse(planText());
      } catch (cause) {
        if (!(cause instanceof SyntaxError)) throw cause;
        throw new StoreError(`${path('plan.json')}: is not JSON`, { cause });
      }
    },
    events: () => readJournal(path('journal.jsonl')),
    journal: now => openJournal(path('journal.jsonl'), now),
    head: () => livingHead(path('head.json')),
    takeHead: now => takeHead(path('head.json'), now),
  };
}
