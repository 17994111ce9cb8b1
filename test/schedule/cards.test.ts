import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { type CardSupply, findCards, makeLeaseFolder, openLeases } from '../../src/devices/index.js';
import { tryJobs } from '../../src/schedule/index.js';
import { openStore, StoreError } from '../../src/store/index.js';
import { idOf, planOf } from '../helpers/plans.js';
import { hasty, ofType, program, runOf } from '../helpers/run-of.js';
import { type StandInCards, standInCards } from '../helpers/stand-in-cards.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';
import { flat, startHead, useLog } from './helpers/heads-on-cards.js';

const supplyOf = async ({ env }: StandInCards): Promise<CardSupply> => ({
  cards: (await findCards(env)).visible,
  leases: openLeases(makeLeaseFolder(env)),
  env,
});

const prompt = { poll: 10, card: 10 };

describe('a run on cards', () => {
  it('spreads over all of them, and gives all back', async () => {
    const machine = standInCards(4);
    const log = useLog();

    const head = startHead(flat(12), 'has-a-card', { ...machine.env, ...log.env });

    expect(await head.exit).toBe(0);
    expect(head.events.at(-1)).toMatchObject({ type: 'run-finished', state: 'done' });
    expect([...new Set(log.used())].sort()).toEqual(machine.uuids);
    expect(log.shared()).toBe('');
    expect(ofType(head.events, 'slot-opened').map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    const { leases } = await supplyOf(machine);
    expect(machine.uuids.flatMap(uuid => leases.holder(uuid) ?? [])).toEqual([]);
  });

  it('tells its workers which card that is, in the words of CUDA and TensorFlow', async () => {
    const machine = standInCards(1);
    const log = useLog();

    const head = startHead(flat(1), 'has-a-card', { ...machine.env, ...log.env, CUDA_DEVICE_ORDER: 'FASTEST_FIRST' });

    expect(await head.exit).toBe(0);
    expect(log.environment()).toMatchObject({
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      CUDA_VISIBLE_DEVICES: machine.uuids[0],
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
      TF_CPP_MIN_LOG_LEVEL: '2',
      OMP_NUM_THREADS: '1',
      TF_NUM_INTRAOP_THREADS: '1',
    });
  });

  it('uses those alone that CUDA_VISIBLE_DEVICES leaves', async () => {
    const machine = standInCards(4);
    const log = useLog();

    const head = startHead(flat(6), 'has-a-card', { ...machine.env, ...log.env, CUDA_VISIBLE_DEVICES: '2,GPU-0' });

    expect(await head.exit).toBe(0);
    expect([...new Set(log.used())].sort()).toEqual([machine.uuids[0], machine.uuids[2]]);
  });

  it('never shares a card with another run, however many start at once', async () => {
    const machine = standInCards(4);
    const log = useLog();

    const heads = Array.from({ length: 4 }, () => startHead(flat(8), 'has-a-card', { ...machine.env, ...log.env }));

    expect(await Promise.all(heads.map(head => head.exit))).toEqual([0, 0, 0, 0]);
    expect(heads.map(({ events }) => events.at(-1))).toMatchObject(heads.map(() => ({ state: 'done' })));
    expect(log.used()).toHaveLength(32);
    expect(log.shared()).toBe('');
  });

  it('takes over the card of one that was killed', async () => {
    const machine = standInCards(1);
    const first = startHead(flat(1), 'forever', machine.env);
    await first.until('epoch-finished');
    const second = startHead(flat(2), 'finishes', machine.env);
    const { text } = await second.until('cards-awaited');

    first.process.kill('SIGKILL');

    expect(await second.exit).toBe(0);
    expect(text).toMatch(new RegExp(`^GPU 0 is held by run \\S+ \\(process ${first.process.pid} on `));
    expect(second.events.at(-1)).toMatchObject({ type: 'run-finished', state: 'done' });
  });

  it('waits while another program uses its card, and says so once', async () => {
    const machine = standInCards(1);
    machine.use(0, 4000);
    const head = startHead(flat(2), 'finishes', machine.env);
    const { text } = await head.until('cards-awaited');

    machine.use(0, 3);

    expect(await head.exit).toBe(0);
    expect(text).toBe('GPU 0 is in use by another program');
    expect(ofType(head.events, 'cards-awaited')).toHaveLength(1);
  });

  it('can be stopped while it waits', async () => {
    const machine = standInCards(1);
    const supply = await supplyOf(machine);
    supply.leases.take(machine.uuids, 'other');

    const { outcome } = runOf(flat(2), {
      supply,
      timing: prompt,
      preflight: true,
      onFact: (event, handle) => void (event.type === 'cards-awaited' && handle.ask({ type: 'stop' }, 'signal')),
    });

    expect(await outcome).toBe('stopped');
  });

  it('gives a card back that has had nothing to do for a while, though the run goes on', async () => {
    const machine = standInCards(2);
    const supply = await supplyOf(machine);
    const holders: (string | undefined)[] = [];

    const { run, outcome } = runOf(planOf([{ name: 'slow' }, { name: 'quick' }]), {
      supply,
      workerProgram: program('one-is-slow'),
      timing: { ...prompt, idle: 0 },
      onFact(event, handle) {
        if (event.type === 'worker-ended' && holders.length === 0) {
          // The lease goes when the worker has gone.
          setImmediate(() => {
            holders.push(...machine.uuids.map(uuid => supply.leases.holder(uuid)?.run));
            handle.ask({ type: 'kill' }, 'signal');
          });
        }
      },
    });

    expect(await outcome).toBe('stopped');
    expect(holders).toEqual([run.name, undefined]);
  });

  it('says what is done on a card', async () => {
    const machine = standInCards(1);
    const supply = await supplyOf(machine);
    const said: unknown[] = [];

    const { events, outcome } = runOf(planOf([{ name: 'slow' }]), {
      supply,
      workers: 1,
      workerProgram: program('one-is-slow'),
      timing: prompt,
      onFact(event, handle) {
        if (event.type !== 'epoch-finished') return;
        said.push(supply.leases.holder(machine.uuids[0]!)?.work);
        handle.ask({ type: 'kill' }, 'signal');
      },
    });

    await outcome;
    expect(said).toMatchObject([[{ slot: 0, job: 'slow', worker: { pid: ofType(events, 'worker-started')[0]?.pid } }]]);
  });

  it('shares one card between two workers where two are asked for', async () => {
    const machine = standInCards(1);

    const { events, outcome } = runOf(flat(4), { supply: await supplyOf(machine), workers: 2, timing: prompt });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'slot-opened').map(({ slot, index }) => [slot, index])).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(new Set(ofType(events, 'worker-started').map(({ pid }) => pid)).size).toBe(2);
  });

  it('does no more jobs at once than workers are asked for, on whichever cards are free', async () => {
    const machine = standInCards(3);
    const supply = await supplyOf(machine);
    supply.leases.take([machine.uuids[0]!], 'other');

    const { events, outcome } = runOf(flat(4), { supply, workers: 1, timing: prompt });

    expect(await outcome).toBe('done');
    expect(ofType(events, 'slot-opened').map(({ index }) => index)).toEqual([1]);
  });

  it('gives a card up on which one job after the other dies, and does the rest on the others', async () => {
    const machine = standInCards(2);
    const supply = await supplyOf(machine);
    const goOn = join(temporaryFolder(), 'go-on');
    Object.assign(process.env, { BROKEN_CARD: machine.uuids[0], GO_ON: goOn });
    onTestFinished(() => ['BROKEN_CARD', 'GO_ON'].forEach(name => void delete process.env[name]));
    const plan = planOf(Array.from({ length: 4 }, (_, index) => ({ name: `job-${index}`, retries: 2 })));

    const { events, outcome } = runOf(plan, {
      supply,
      workerProgram: program('crashes-on-a-card'),
      timing: prompt,
      onFact: event => void (event.type === 'slot-closed' && writeFileSync(goOn, '')),
    });

    expect(await outcome).toBe('failed');
    expect(ofType(events, 'slot-closed').filter(({ because }) => because === 'quarantined')).toMatchObject([
      { slot: 0 },
    ]);
    expect(ofType(events, 'job-failed').map(({ job, slot }) => [job, slot])).toEqual(
      ['job-0', 'job-0', 'job-0', 'job-2'].map(name => [idOf(name), 0]),
    );
    expect(ofType(events, 'job-finished').map(({ slot }) => slot)).toEqual([1, 1, 1]);
  });

  it('ends where no lease can be written', async () => {
    const machine = standInCards(1);
    const supply = { ...(await supplyOf(machine)), leases: openLeases(join(temporaryFolder(), 'gone')) };

    await expect(runOf(flat(1), { supply, timing: prompt }).outcome).rejects.toThrow(StoreError);
  });
});

describe('a try on cards', () => {
  it('waits for one, uses it, and gives it back', async () => {
    const machine = standInCards(1);
    const supply = await supplyOf(machine);
    machine.use(0, 4000);
    const facts: string[] = [];
    const ends: string[] = [];
    const { jobs, engine } = flat(2);

    await tryJobs(jobs, {
      store: openStore(join(temporaryFolder(), '.kd')),
      engine,
      workers: 1,
      supply,
      planned: jobs,
      workerProgram: join(import.meta.dirname, '..', '..', 'dist', 'src', 'worker', 'fake.js'),
      timing: { ...hasty, ...prompt },
      onTried: (_, { type }) => void ends.push(type),
      onFact(fact) {
        facts.push(fact.type);
        if (fact.type === 'cards-awaited') machine.use(0, 3);
      },
    });

    expect(ends).toEqual(['finished', 'finished']);
    expect(facts.slice(0, 2)).toEqual(['cards-awaited', 'slot-opened']);
    expect(supply.leases.holder(machine.uuids[0]!)).toBeUndefined();
  });
});
