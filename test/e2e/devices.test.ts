import { describe, expect, it } from 'vitest';

import { makeLeaseFolder, openLeases } from '../../src/devices/index.js';
import { standInCards } from '../helpers/stand-in-cards.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { folderWith, kd, tiny } from './kd.js';

describe('kd devices', () => {
  it('shows cards, what they do, and who holds them', async () => {
    const { env, uuids } = standInCards(3);
    const taken = openLeases(makeLeaseFolder(env)).take([uuids[1]!], '2026-01-02-0304-amber');
    if ('lease' in taken) taken.lease.note([{ slot: 0, job: 'student kd, seed 1', workerPid: process.pid }]);

    const { code, stdout } = await kd(['devices'], {
      cwd: temporaryFolder(),
      env: { ...env, CUDA_VISIBLE_DEVICES: '0,1' },
    });

    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 7)).toEqual([
      `GPU 0  Stand-In 9000, 3 of 24576 MiB, ? % busy, 30 °C, ${uuids[0]}`,
      '       free',
      `GPU 1  Stand-In 9000, 3 of 24576 MiB, ? % busy, 31 °C, ${uuids[1]}`,
      expect.stringMatching(/^ {7}held by run 2026-01-02-0304-amber, process \d+ on .+, since \d{4}-/),
      `       student kd, seed 1, in process ${process.pid}`,
      `GPU 2  Stand-In 9000, 3 of 24576 MiB, ? % busy, 32 °C, ${uuids[2]}`,
      '       hidden by CUDA_VISIBLE_DEVICES',
    ]);
    expect(stdout).toMatch(/\n\d+ cores?\n$/);
  });

  it('says the same as JSON', async () => {
    const { env, uuids } = standInCards(2);
    openLeases(makeLeaseFolder(env)).take([uuids[1]!], 'amber');

    const { stdout } = await kd(['devices', '--json'], { cwd: temporaryFolder(), env });

    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      cores: expect.any(Number),
      cards: [
        {
          index: 0,
          uuid: uuids[0],
          name: 'Stand-In 9000',
          memoryMib: { total: 24576, used: 3 },
          usePercent: null,
          temperatureCelsius: 30,
          isVisible: true,
          holder: null,
        },
        expect.objectContaining({
          index: 1,
          holder: { run: 'amber', pid: process.pid, host: expect.any(String), since: expect.any(String), work: [] },
        }),
      ],
    });
  });

  it('says why there are no cards', async () => {
    const { code, stdout } = await kd(['devices'], { cwd: temporaryFolder(), env: { PATH: temporaryFolder() } });

    expect(code).toBe(0);
    expect(stdout).toMatch(/^no graphics cards: there is no program `nvidia-smi`/);
  });
});

describe('a card that is asked for and cannot be used', () => {
  it.each(['run', 'plan', 'try'])('ends kd exp %s before anything is done', async command => {
    const { env } = standInCards(1);
    const cwd = folderWith({ 'tiny.kd': tiny });

    const { code, stdout, stderr } = await kd(['exp', command, '--gpus', '0', '--engine', 'wasm', 'tiny.kd'], {
      cwd,
      env,
    });

    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('`--gpus 0` asks for a graphics card, and the engine wasm computes on cores');
    expect(stderr).toContain('help: choose an engine that computes on cards by `--engine`');
  });

  it('is told with the step that would change it, where no engine computes on cards', async () => {
    const { env } = standInCards(1);
    const cwd = folderWith({ 'tiny.kd': tiny });
    const nowhere = temporaryFolder();

    const { code, stderr } = await kd(['exp', 'plan', '--gpus', '0', '--engine', 'tensorflow', 'tiny.kd'], {
      cwd,
      env: { ...env, XDG_DATA_HOME: nowhere },
    });

    expect(code).toBe(3);
    expect(stderr).toContain('the engine tensorflow cannot be used: it is not installed');
    expect(stderr).toContain('help: kd engine install tensorflow --gpu');
  });

  it('by the file is no silent run on cores either', async () => {
    const cwd = folderWith({ 'tiny.kd': tiny.replace('compare', 'resources { gpus 1 }\n  compare') });

    const { code, stderr } = await kd(['exp', 'run', '--engine', 'wasm', 'tiny.kd'], { cwd });

    expect(code).toBe(3);
    expect(stderr).toMatch(/`gpus 1` of .+ asks for a graphics card, and the engine wasm computes on cores/);
  });

  it('by a name that no card can have is a mistake of the command line', async () => {
    const { code, stderr } = await kd(['exp', 'run', '--gpus', 'first', 'tiny.kd'], { cwd: temporaryFolder() });

    expect(code).toBe(2);
    expect(stderr).toContain('Indices or UUIDs of cards are wanted');
  });
});

it('--gpus none is what is done on cores anyway', async () => {
  const cwd = folderWith({ 'tiny.kd': tiny });

  const { code, stdout } = await kd(['exp', 'plan', '--gpus', 'none', '--engine', 'wasm', 'tiny.kd'], { cwd });

  expect(code).toBe(0);
  expect(stdout).toContain('tiny: 4 trials');
});
