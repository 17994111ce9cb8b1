import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Bug } from '../lib/bug.js';
import { sha256 } from '../lib/hash.js';
import { makeFolder } from './make-folder.js';
import { openRunFolder, type RunFolder } from './run-folder.js';
import { minuteOf, nameByPart, namesPerMinute, runName } from './run-name.js';
import { type SourceFile, writeSourceFiles } from './source-files.js';
import { isSystemError, reaching, StoreError } from './store-error.js';
import { syncToDisk } from './write-file.js';

/** All executions of plans. */
export interface Runs {
  /** A new run with its plan frozen; its folder appears whole. */
  create(start: { readonly plan: object; readonly sources: readonly SourceFile[]; readonly started: Date }): RunFolder;
  /** Oldest first. */
  list(): RunFolder[];
  /**
   * The run that any unambiguous part of its name means; without one, the newest.
   *
   * @throws StoreError where there is none, or several
   */
  find(part?: string): RunFolder;
  /** Runs of the very same plan, newest first. */
  ofPlan(plan: object): RunFolder[];
}

/** @param root the `runs` folder of a store */
export function openRuns(root: string): Runs {
  const list = (): RunFolder[] => {
    if (!existsSync(root)) return [];
    const entries = reaching(root, () => readdirSync(root, { withFileTypes: true }));
    return entries
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => openRunFolder(join(root, name), name))
      .sort(byStart);
  };

  return {
    list,

    find(part) {
      const runs = list();
      const name =
        part === undefined
          ? runs.at(-1)?.name
          : nameByPart(
              runs.map(run => run.name),
              part,
            );
      const found = runs.find(run => run.name === name);
      if (!found) throw new StoreError(`${root}: there is no run yet`);
      return found;
    },

    ofPlan(plan) {
      const text = planText(plan);
      const sizeBytes = Buffer.byteLength(text);
      return list()
        .filter(run => run.planStat()?.size === sizeBytes && run.planText() === text)
        .reverse();
    },

    create({ plan, sources, started }) {
      return reaching(root, () => {
        const draft = join(root, `.new-${process.pid}`);
        rmSync(draft, { recursive: true, force: true });
        const text = planText(plan);
        try {
          writeDraft(draft, text, sources);
          const name = renameToFreeName(draft, root, skip => runName(started, sha256(text), skip));
          syncToDisk(root);
          return openRunFolder(join(root, name), name);
        } catch (error) {
          rmSync(draft, { recursive: true, force: true });
          throw error;
        }
      });
    },
  };
}

function writeDraft(draft: string, plan: string, sources: readonly SourceFile[]): void {
  makeFolder(draft);
  writeFileSync(join(draft, 'plan.json'), plan);
  writeSourceFiles(join(draft, 'source'), sources);
  for (const folder of ['requests', 'results']) mkdirSync(join(draft, folder));
  syncToDisk(join(draft, 'plan.json'));
  syncToDisk(draft);
}

/** Names tell the minute; within it the plan's file does, which is never written again. */
function byStart(a: RunFolder, b: RunFolder): number {
  return compareTexts(minuteOf(a.name), minuteOf(b.name)) || plannedMs(a) - plannedMs(b);
}

/** One without a plan is damaged: whoever reads it is told. */
const plannedMs = (run: RunFolder): number => run.planStat()?.mtimeMs ?? 0;

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const planText = (plan: object): string => JSON.stringify(plan);

/** A folder that holds something is never replaced by rename. */
function renameToFreeName(draft: string, root: string, nameAfter: (skip: number) => string): string {
  for (let skip = 0; skip < namesPerMinute(); skip++) {
    const name = nameAfter(skip);
    try {
      renameSync(draft, join(root, name));
      return name;
    } catch (error) {
      if (!isSystemError(error) || !existsSync(join(root, name))) throw error;
    }
  }
  throw new Bug('more runs in a minute than there are names');
}
