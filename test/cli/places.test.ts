import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';

import { CommandError } from '../../src/cli/command-error.js';
import { placesFor, supplyOf } from '../../src/cli/places.js';
import type { Plan } from '../../src/plan/index.js';
import { planOf } from '../helpers/plans.js';
import { type StandInCards, standInCards } from '../helpers/stand-in-cards.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { terminalOf } from './terminal-of.js';

const onCores = planOf([{ name: 'job' }]);
const onCards: Plan = { ...onCores, engine: { ...onCores.engine, engine: 'tensorflow', computesOn: 'card' } };

const placesOn = ({ env }: Pick<StandInCards, 'env'>, options: Parameters<typeof placesFor>[1] = {}, plan = onCards) =>
  placesFor(plan, options, terminalOf({ env }));

describe('where jobs are computed', () => {
  it('is a core each, or as many as are asked for', async () => {
    const machine = standInCards(2);

    expect(await placesOn(machine, {}, onCores)).toEqual({ workers: availableParallelism() });
    expect(await placesOn(machine, { workers: 3, gpus: 'none' }, onCores)).toEqual({ workers: 3 });
  });

  it('is a card each where the engine computes on cards, as far as they are visible', async () => {
    const { env, uuids } = standInCards(4);

    const { workers, cards } = await placesOn({ env: { ...env, CUDA_VISIBLE_DEVICES: '3,1' } });

    expect(workers).toBe(2);
    expect(cards).toEqual([3, 1].map(index => ({ index, uuid: uuids[index], name: 'Stand-In 9000' })));
  });

  it.each(['2,0', 'GPU-2222,0', '2, 0,2'])('is on the cards that --gpus names: %s', async gpus => {
    const { workers, cards } = await placesOn(standInCards(4), { gpus: gpus.replace(' ', '') });

    expect(workers).toBe(2);
    expect(cards?.map(({ index }) => index)).toEqual([2, 0]);
  });

  it('shares cards where more workers are asked for than there are', async () => {
    expect(await placesOn(standInCards(1), { workers: 2 })).toMatchObject({ workers: 2, cards: [{ index: 0 }] });
  });
});

describe('the engine webgpu', () => {
  const byWebgpu: Plan = { ...onCards, engine: { ...onCards.engine, engine: 'webgpu' } };

  it('has one worker, on the only card of NVIDIA or on whichever its driver picks', async () => {
    expect(await placesOn(standInCards(1), {}, byWebgpu)).toMatchObject({ workers: 1, cards: [{ index: 0 }] });
    expect(await placesOn({ env: { PATH: temporaryFolder() } }, {}, byWebgpu)).toEqual({ workers: 1 });
  });

  it('is refused where there are several, for it would take one that others have', async () => {
    const { env } = standInCards(2);

    await expect(placesOn({ env: { ...env, CUDA_VISIBLE_DEVICES: '1' } }, {}, byWebgpu)).rejects.toThrow(
      'the engine webgpu cannot be told which of 2 graphics cards to compute on',
    );
  });

  it('is no way to a card of NVIDIA that is not there', async () => {
    await expect(placesOn({ env: { PATH: temporaryFolder() } }, { gpus: '0' }, byWebgpu)).rejects.toThrow(CommandError);
  });
});

describe('a card that is not there', () => {
  const refused: readonly [string, () => Promise<unknown>, string, number][] = [
    [
      'by index',
      () => placesOn(standInCards(2), { gpus: '0,2' }),
      'there is no graphics card 2: nothing here is called that',
      3,
    ],
    [
      'for it is hidden',
      () => placesOn({ env: { ...standInCards(2).env, CUDA_VISIBLE_DEVICES: '0' } }, { gpus: '1' }),
      'there is no graphics card 1: CUDA_VISIBLE_DEVICES hides it',
      3,
    ],
    [
      'for all are hidden',
      () => placesOn({ env: { ...standInCards(2).env, CUDA_VISIBLE_DEVICES: '' } }),
      'there is no graphics card: CUDA_VISIBLE_DEVICES hides them all',
      3,
    ],
    [
      'for there is no driver',
      () => placesOn({ env: { PATH: temporaryFolder() } }, { gpus: '0' }),
      'there is no graphics card 0: there is no program `nvidia-smi`, which comes with the driver',
      3,
    ],
    [
      'for none is wanted',
      () => placesOn(standInCards(1), { gpus: 'none' }),
      '`--gpus none` leaves no card, and the engine tensorflow computes on cards',
      2,
    ],
  ];

  it.each(refused)('%s is an error', async (_, act, message, exit) => {
    const failure = await act().catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(CommandError);
    expect(failure).toMatchObject({ message, exit });
  });
});

describe('what a run on cards gets them from', () => {
  it('is nothing on cores, and leases in the folder of the session on cards', async () => {
    const machine = standInCards(1);
    const terminal = terminalOf({ env: machine.env });

    expect(supplyOf({ workers: 1 }, terminal)).toEqual({});
    const { supply } = supplyOf(await placesOn(machine), terminal);
    expect(supply?.leases.take(machine.uuids, 'mine')).toHaveProperty('lease');
  });
});
