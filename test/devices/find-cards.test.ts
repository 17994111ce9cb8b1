import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { findCards, leaseFolder, makeLeaseFolder, openLeases, takeCards } from '../../src/devices/index.js';
import { StoreError, thisProcess } from '../../src/store/index.js';
import { standInCards, standInProgram } from '../helpers/stand-in-cards.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const supplyOf = async (env: Readonly<Record<string, string>>) => ({
  cards: (await findCards(env)).visible,
  leases: openLeases(makeLeaseFolder(env)),
  env,
});

describe('the cards of a machine', () => {
  it('are those of nvidia-smi, some of them hidden by CUDA_VISIBLE_DEVICES', async () => {
    const { env, uuids } = standInCards(4);

    const { visible, hidden } = await findCards({ ...env, CUDA_VISIBLE_DEVICES: `2,${uuids[0]}` });

    expect(visible).toMatchObject([
      { index: 2, uuid: uuids[2], name: 'Stand-In 9000', totalMib: 24576, usedMib: 3, temperatureCelsius: 32 },
      { index: 0 },
    ]);
    expect(visible[0]).not.toHaveProperty('usePercent');
    expect(hidden).toMatchObject([{ index: 1 }, { index: 3 }]);
  });

  it('are none without the program, and it is said why', async () => {
    expect(await findCards({ PATH: temporaryFolder() })).toEqual({
      visible: [],
      hidden: [],
      problem: 'there is no program `nvidia-smi`, which comes with the driver',
    });
  });

  it('are none where the driver does not answer, and its words say why', async () => {
    const folder = temporaryFolder();
    standInProgram(folder, 'echo "NVIDIA-SMI has failed because it could not reach the driver."; exit 9');

    expect(await findCards({ PATH: `${folder}:${process.env.PATH}` })).toMatchObject({
      visible: [],
      problem: '`nvidia-smi` failed: NVIDIA-SMI has failed because it could not reach the driver.',
    });
  });
});

describe('taking cards', () => {
  it('takes the first that nobody has or uses, gives back the others, and says why not', async () => {
    const machine = standInCards(4);
    const supply = await supplyOf(machine.env);
    supply.leases.take([machine.uuids[0]!], 'other');
    machine.use(1, 3000);

    const { taken, busy } = await takeCards(supply, 1, 'mine');

    expect(taken.map(({ card }) => card.index)).toEqual([2]);
    expect(busy).toEqual([
      expect.stringMatching(/^GPU 0 is held by run other \(process \d+ on .+, since .+\)$/),
      'GPU 1 is in use by another program',
    ]);
    expect(machine.uuids.map(uuid => supply.leases.holder(uuid)?.run)).toEqual(['other', undefined, 'mine', undefined]);
  });

  it('takes as many as are wanted, and no more than there are', async () => {
    const { env } = standInCards(4);
    const supply = await supplyOf(env);

    expect((await takeCards(supply, 3, 'mine')).taken).toHaveLength(3);
    expect((await takeCards(supply, 3, 'mine')).taken).toHaveLength(1);
  });

  it('leaves a card to another who holds it after all', async () => {
    const { env, uuids } = standInCards(1);
    const supply = await supplyOf(env);
    const folder = temporaryFolder();
    const theirs = join(folder, 'theirs.json');
    writeFileSync(theirs, JSON.stringify({ ...thisProcess(), host: 'elsewhere', run: 'other', since: '', work: [] }));
    standInProgram(folder, `cp '${theirs}' '${join(leaseFolder(env), `${uuids[0]}.json`)}'`);

    const { taken, busy } = await takeCards({ ...supply, env: { PATH: `${folder}:${process.env.PATH}` } }, 1, 'mine');

    expect(taken).toEqual([]);
    expect(busy).toEqual(['GPU 0 is in use by another run']);
    expect(supply.leases.holder(uuids[0]!)).toMatchObject({ host: 'elsewhere' });
  });

  it('leaves a screen the memory that KD_GPU_IDLE_MIB grants it', async () => {
    const machine = standInCards(1);
    machine.use(0, 900);

    const strict = await takeCards(await supplyOf(machine.env), 1, 'mine');
    const lenient = await takeCards(await supplyOf({ ...machine.env, KD_GPU_IDLE_MIB: '1000' }), 1, 'mine');

    expect([strict, lenient].map(({ taken }) => taken.length)).toEqual([0, 1]);
  });
});

describe('the folder of leases', () => {
  it('is that of the session, or one among the temporary files, or the one that is named', () => {
    expect(leaseFolder({ XDG_RUNTIME_DIR: '/run/user/7' })).toBe('/run/user/7/kd-gpu');
    expect(leaseFolder({})).toMatch(/kd-gpu-\d+$/);
    expect(leaseFolder({ XDG_RUNTIME_DIR: '/run/user/7', KD_LEASE_DIR: '/srv/kd' })).toBe('/srv/kd');
  });

  it('that is a link is refused: anybody may have put it there', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, 'kd-gpu'));

    expect(() => makeLeaseFolder({ XDG_RUNTIME_DIR: folder })).toThrow(StoreError);
  });
});
