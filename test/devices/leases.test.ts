import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { type Lease, type LeaseHolder, type Leases, openLeases } from '../../src/devices/leases.js';
import { identityOf, StoreError, thisProcess } from '../../src/store/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const card = 'GPU-1';

describe('a lease', () => {
  let folder: string;
  let leases: Leases;
  const file = (): string => join(folder, `${card}.json`);
  const leaseOf = (taking: ReturnType<Leases['take']>): Lease => {
    if ('holder' in taking) throw new Error(`held by ${taking.holder.run}`);
    return taking.lease;
  };
  const left = (holder: Partial<LeaseHolder>): void =>
    writeFileSync(file(), JSON.stringify({ ...thisProcess(), run: 'other', since: '', work: [], ...holder }));

  beforeEach(() => {
    folder = temporaryFolder();
    leases = openLeases(folder, () => new Date('2026-01-02T03:04:05Z'));
  });

  it('says who has the card since when and what is done there, until it is given back', () => {
    const lease = leaseOf(leases.take([card], 'mine'));
    lease.note([{ slot: 0, job: 'student kd, seed 1', workerPid: process.pid }]);

    expect(leases.holder(card)).toEqual({
      ...thisProcess(),
      run: 'mine',
      since: '2026-01-02T03:04:05.000Z',
      work: [{ slot: 0, job: 'student kd, seed 1', worker: thisProcess() }],
    });
    lease.release();
    expect(leases.holder(card)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused while its holder lives', () => {
    leases.take([card], 'mine');

    expect(leases.take([card], 'other')).toMatchObject({ holder: { run: 'mine' } });
  });

  it('of a process that is gone is taken over', () => {
    left({ startTime: 'before' });

    expect(leases.holder(card)).toBeUndefined();
    expect(leases.take([card], 'mine')).toHaveProperty('lease');
    expect(leases.holder(card)).toMatchObject({ run: 'mine' });
  });

  it('of a process that is gone stays as long as one of its workers', async () => {
    const worker = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    left({ startTime: 'before', work: [{ slot: 0, worker: identityOf(worker.pid!) }] });

    expect(leases.take([card], 'mine')).toMatchObject({ holder: { run: 'other' } });
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    expect(leases.take([card], 'mine')).toHaveProperty('lease');
  });

  it('of a process that cannot be asked stays as long as it beats', () => {
    left({ host: 'elsewhere' });

    expect(leases.take([card], 'mine')).toMatchObject({ holder: { host: 'elsewhere' } });
    utimesSync(file(), new Date(0), new Date(0));
    expect(leases.take([card], 'mine')).toHaveProperty('lease');
  });

  it('beats, comes back where its file was cleaned away, and leaves alone what another took', () => {
    const lease = leaseOf(leases.take([card], 'mine'));
    utimesSync(file(), new Date(0), new Date(0));

    lease.beat();
    expect(statSync(file()).mtimeMs).toBeGreaterThan(0);
    expect(leases.holder(card)).toMatchObject({ run: 'mine' });
    rmSync(file());
    lease.beat();
    expect(leases.holder(card)).toMatchObject({ run: 'mine' });
    left({ host: 'elsewhere' });
    lease.beat();
    lease.release();
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ host: 'elsewhere' });
  });

  it('of several cards is all or none, whatever their order', () => {
    leases.take(['GPU-3'], 'mine');

    expect(leases.take(['GPU-4', 'GPU-3', 'GPU-2'], 'other')).toMatchObject({ holder: { run: 'mine' } });
    expect(readdirSync(folder)).toEqual(['GPU-3.json']);
    expect(leases.take(['GPU-4', 'GPU-2'], 'other')).toHaveProperty('lease');
    expect(readdirSync(folder).sort()).toEqual(['GPU-2.json', 'GPU-3.json', 'GPU-4.json']);
  });

  it('of an instance as older drivers name it is a file of the folder', () => {
    leases.take(['MIG-GPU-5/1/0'], 'mine');

    expect(existsSync(join(folder, 'MIG-GPU-5_1_0.json'))).toBe(true);
  });

  it('that cannot be written is the failure of its folder', () => {
    rmSync(folder, { recursive: true });

    expect(() => leases.take([card], 'mine')).toThrow(StoreError);
  });

  it('never gives one card to two, whoever takes and gives back what in whatever order', () => {
    const uuids = ['GPU-0', 'GPU-1', 'GPU-2', 'GPU-3'];
    const act = fc.record({
      run: fc.constantFrom('a', 'b', 'c'),
      uuids: fc.subarray(uuids, { minLength: 1 }),
      gives: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), acts => {
        const own = openLeases(temporaryFolder());
        const held: { run: string; uuids: readonly string[]; lease: Lease }[] = [];
        for (const { run, uuids: wanted, gives } of acts) {
          if (gives) held.splice(0, 1)[0]?.lease.release();
          const taken = own.take(wanted, run);
          const isFree = !held.some(other => other.uuids.some(uuid => wanted.includes(uuid)));

          expect('lease' in taken).toBe(isFree);
          if ('lease' in taken) held.push({ run, uuids: wanted, lease: taken.lease });
          for (const uuid of uuids)
            expect(own.holder(uuid)?.run).toBe(held.find(other => other.uuids.includes(uuid))?.run);
        }
      }),
      { numRuns: 30 },
    );
  });
});
