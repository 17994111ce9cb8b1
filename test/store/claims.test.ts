import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';

import { type ClaimHolder, type Claims, openClaims } from '../../src/store/claims.js';
import { type ProcessIdentity, thisProcess } from '../../src/store/process-identity.js';
import { idOf } from '../helpers/plans.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const job = idOf('job');
const elsewhere: ProcessIdentity = { ...thisProcess(), host: 'elsewhere', pid: 7 };

describe('a claim', () => {
  let folder: string;
  let claims: Claims;
  const claimFile = (): string => join(folder, 'work', job.slice(0, 2), job, 'claim.json');
  const headFile = (run = 'other'): string => join(folder, 'runs', run, 'head.json');
  const agedBy = (path: string, minutes: number): void => {
    const time = new Date(Date.now() - minutes * 60_000);
    utimesSync(path, time, time);
  };

  /** A claim of a head on another host, whose heart beat last some minutes ago by the clock of the file system. */
  function claimedElsewhere(minutes: number, more: Partial<ClaimHolder> = {}): void {
    mkdirSync(join(folder, 'work', job.slice(0, 2), job), { recursive: true });
    mkdirSync(join(folder, 'runs', 'other'), { recursive: true });
    writeFileSync(claimFile(), JSON.stringify({ ...elsewhere, run: 'other', since: '2099-01-01T00:00:00Z', ...more }));
    writeFileSync(headFile(), JSON.stringify(elsewhere));
    agedBy(headFile(), minutes);
  }

  beforeEach(() => {
    folder = temporaryFolder();
    claims = openClaims(join(folder, 'work'), join(folder, 'runs'));
  });

  it('says who works on a job, until it is given back', () => {
    const taken = claims.take(job, 'mine');

    expect(taken).toHaveProperty('claim');
    expect(claims.holder(job)).toMatchObject({ pid: process.pid, run: 'mine' });
    if ('claim' in taken) taken.claim.note(3);
    expect(JSON.parse(readFileSync(claimFile(), 'utf8'))).toMatchObject({ run: 'mine', attempt: 3 });
    if ('claim' in taken) taken.claim.release();
    expect(claims.holder(job)).toBeUndefined();
    expect(existsSync(claimFile())).toBe(false);
  });

  it('is refused to another run while its head lives', () => {
    claims.take(job, 'mine');

    expect(claims.take(job, 'other')).toMatchObject({ holder: { run: 'mine' } });
  });

  it('of a process that is gone is taken over', () => {
    claimedElsewhere(0, { ...thisProcess(), startTime: 'before', run: 'other' });

    expect(claims.holder(job)).toBeUndefined();
    expect(claims.take(job, 'mine')).toHaveProperty('claim');
    expect(claims.holder(job)).toMatchObject({ run: 'mine' });
  });

  it('of another host lives as long as the heart of its run beats, whatever its clock says', () => {
    claimedElsewhere(1);
    expect(claims.take(job, 'mine')).toMatchObject({ holder: { host: 'elsewhere' } });

    agedBy(headFile(), 3);

    expect(claims.take(job, 'mine')).toHaveProperty('claim');
  });

  it('of another host is dead once another head runs that run', () => {
    claimedElsewhere(0);
    writeFileSync(headFile(), JSON.stringify({ ...elsewhere, pid: 8 }));

    expect(claims.take(job, 'mine')).toHaveProperty('claim');
  });

  it('of another container of this host, whose processes cannot be seen, lives by its heart too', () => {
    const container = { ...thisProcess(), namespace: 'pid:[1]', pid: 1 };
    claimedElsewhere(0, container);
    writeFileSync(headFile(), JSON.stringify(container));

    expect(claims.holder(job)).toMatchObject({ namespace: 'pid:[1]' });
  });

  it.each(['', '{"host":', 'null', '[]', '{"run":"../../x","host":"elsewhere"}'])(
    'that reads %j binds nobody',
    text => {
      claimedElsewhere(0);
      writeFileSync(claimFile(), text);

      expect(claims.take(job, 'mine')).toHaveProperty('claim');
    },
  );

  it('is given back only by the one who has it', () => {
    const taken = claims.take(job, 'mine');
    claimedElsewhere(0);

    if ('claim' in taken) taken.claim.release();

    expect(claims.holder(job)).toMatchObject({ host: 'elsewhere' });
  });
});
