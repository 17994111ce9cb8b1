import { join } from 'node:path';

import {
  identityOf,
  isRunning,
  isSameProcess,
  type LockFile,
  livesOrBeats,
  lockFile,
  type ProcessIdentity,
  thisProcess,
} from '../store/index.js';

/** Who has a card, as its file says. */
export interface LeaseHolder extends ProcessIdentity {
  readonly run: string;
  /** ISO 8601, by its own clock. */
  readonly since: string;
  readonly work: readonly LeaseWork[];
}

export interface LeaseWork {
  readonly slot: number;
  readonly job?: string;
  readonly worker?: ProcessIdentity;
}

/** A slot of the holder's on the card. */
export interface SlotWork {
  readonly slot: number;
  /** The label of its job. */
  readonly job?: string;
  readonly workerPid?: number;
}

/** Cards that are this process's until it gives them back, or is gone with all its workers on them. */
export interface Lease {
  /** Whether it is this process's still. */
  holds(): boolean;
  /** Says what is done there now. */
  note(work: readonly SlotWork[]): void;
  /** Says again that the holder lives, for those who cannot ask: every few seconds. */
  beat(): void;
  release(): void;
}

export type Taking = { readonly lease: Lease } | { readonly holder: LeaseHolder };

export interface Leases {
  /** Takes all of some cards, in the order of their UUIDs, or none: then it says who has the first that is not free. */
  take(uuids: readonly string[], run: string): Taking;
  /** The living holder of a card. */
  holder(uuid: string): LeaseHolder | undefined;
}

/**
 * @param folder that all who share the cards share; one file for each card that is held
 * @throws StoreError, as all of its functions, where the folder cannot be used
 */
export function openLeases(folder: string, now: () => Date = () => new Date()): Leases {
  // UUIDs of instances had slashes in older drivers.
  const pathOf = (uuid: string): string => join(folder, `${uuid.replaceAll('/', '_')}.json`);
  const isAlive = (holder: LeaseHolder, uuid: string): boolean =>
    livesOrBeats(holder, pathOf(uuid)) || isWorkedOn(holder);
  const fileOf = (uuid: string): LockFile<LeaseHolder> => lockFile(pathOf(uuid), holder => isAlive(holder, uuid));

  return {
    take(uuids, run) {
      const me: LeaseHolder = { ...thisProcess(), run, since: now().toISOString(), work: [] };
      const taken: Lease[] = [];
      const lease = together(taken);
      // One order for all, so that of two who want the same cards one gets them.
      for (const uuid of [...new Set(uuids)].sort()) {
        const one = takeOne(fileOf(uuid), me);
        if ('holder' in one) {
          lease.release();
          return one;
        }
        taken.push(one.lease);
      }
      return { lease };
    },
    holder(uuid) {
      const holder = fileOf(uuid).read();
      return holder && isAlive(holder, uuid) ? holder : undefined;
    },
  };
}

function takeOne(file: LockFile<LeaseHolder>, holder: LeaseHolder): Taking {
  const other = file.take(holder);
  if (other) return { holder: other };
  let me = holder;
  const isOurs = (said: LeaseHolder | undefined): boolean => said !== undefined && isSameProcess(said);
  const rewrite = (): void => {
    const said = file.read();
    // It may be gone, as from a folder that is cleaned, or another's, who could not ask and heard nothing for long.
    if (!said) file.take(me);
    else if (isOurs(said)) file.rewrite(me);
  };
  return {
    lease: {
      holds: () => isOurs(file.read()),
      note(work) {
        me = { ...me, work: work.map(noted) };
        rewrite();
      },
      beat: rewrite,
      release: file.release,
    },
  };
}

const together = (leases: readonly Lease[]): Lease => ({
  holds: () => leases.every(lease => lease.holds()),
  note(work) {
    for (const lease of leases) lease.note(work);
  },
  beat() {
    for (const lease of leases) lease.beat();
  },
  release() {
    for (const lease of leases) lease.release();
  },
});

const noted = ({ workerPid, ...work }: SlotWork): LeaseWork => ({
  ...work,
  ...(workerPid !== undefined && { worker: identityOf(workerPid) }),
});

/** A worker leaves when its head is gone, but not before what it computes lets go of it. */
const isWorkedOn = ({ work }: LeaseHolder): boolean =>
  Array.isArray(work) && work.some(({ worker }) => worker !== undefined && isRunning(worker) === true);
