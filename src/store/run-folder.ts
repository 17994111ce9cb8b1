import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

import { type Plan, readPlan } from '../plan/index.js';
import { type Head, type HeadLock, livingHead, takeHead } from './head.js';
import { type Journal, openJournal, readJournal } from './journal.js';
import { followJournal, type JournalFollower } from './journal-follower.js';
import type { JournalEntry } from './journal-line.js';
import { expectKnownFormat } from './newer-format.js';
import { readRegular } from './read-regular.js';
import { openRequests, type Requests } from './requests.js';
import { readSourceFiles, type SourceFile } from './source-files.js';
import { reaching, StoreError } from './store-error.js';

/** One run's folder: what was to be done, by whom it is done, and what happened. */
export interface RunFolder {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Of `head.log`: what a head in a session of its own says. */
  readonly headLog: string;
  /** Of `results`, for tables and files made from the run. */
  readonly results: string;
  /** What others ask of the head. */
  readonly requests: Requests;
  /**
   * The frozen plan, as it was given.
   *
   * @throws StoreError where it is damaged or was written by a newer kd
   */
  plan(): Plan;
  planText(): string;
  /** Of the plan's file; undefined where it is missing. */
  planStat(): Stats | undefined;
  /** The `.kd` files as they were at the start, by paths in their folder. */
  sources(): SourceFile[];
  /** What happened so far, of any shape; a line that is being written does not count yet. */
  events(): JournalEntry[];
  /** To read along while somebody writes. */
  follow(): JournalFollower<JournalEntry>;
  /** To go on writing; only for the one who holds the head. */
  journal<Fact extends { readonly type: string }>(now: () => Date): Journal<Fact>;
  /** The head that runs it now, if one lives. */
  head(): Head | undefined;
  /** @throws StoreError where another head lives */
  takeHead(now: () => Date): HeadLock;
}

export function openRunFolder(folder: string, name: string): RunFolder {
  const path = (...parts: readonly string[]): string => join(folder, ...parts);
  const planText = (): string => reaching(path('plan.json'), () => readRegular(path('plan.json')).toString('utf8'));

  return {
    name,
    folder,
    headLog: path('head.log'),
    results: path('results'),
    requests: openRequests(path('requests')),
    planText,
    planStat: () => reaching(path('plan.json'), () => statSync(path('plan.json'), { throwIfNoEntry: false })),
    plan: () => parsePlan(planText(), path('plan.json')),
    sources: () => reaching(path('source'), () => readSourceFiles(path('source'))),
    events: () => readJournal(path('journal.jsonl')),
    follow: () => followJournal(path('journal.jsonl')),
    journal: now => openJournal(path('journal.jsonl'), now),
    head: () => livingHead(path('head.json')),
    takeHead: now => takeHead(path('head.json'), now),
  };
}

/** @throws StoreError where it is no plan, or a newer kd's */
export function parsePlan(text: string, path: string): Plan {
  const value = parsed(text, path);
  if (typeof value !== 'object' || value === null) throw new StoreError(`${path}: is no plan`);
  if ('version' in value) expectKnownFormat(path, Number(value.version), 1);
  const plan = readPlan(value);
  if ('wrong' in plan) throw new StoreError(`${path}: is no plan that kd wrote: ${plan.wrong}`);
  return plan;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError(`${path}: is not JSON`, { cause });
  }
}
