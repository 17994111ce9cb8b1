import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { EarlyStopping, type EpochReached, type GivenUpCell } from '../../src/schedule/early-stop.js';
import { idOf } from '../helpers/plans.js';
import { type RaceRules, type Racer, race } from './helpers/race.js';

const reached = (cell: number, value: number, epoch = 1, seed = 0): EpochReached => ({
  job: idOf(`train-${cell}-${seed}`),
  epoch,
  epochs: 100,
  metrics: { accuracy: value, nll: value },
});

const cells = (count: number, racer: Racer = {}): Racer[] => Array.from({ length: count }, () => racer);

/** The cells that are given up, event by event. */
function judged(racers: readonly Racer[], rules: RaceRules, epochs: readonly EpochReached[]): number[][] {
  const policy = new EarlyStopping(race(racers, rules));
  return epochs.map(epoch => policy.judge(epoch).map(({ cell }) => cell));
}

describe('early stopping', () => {
  it('gives up the cell that is not among the best, and tells the numbers compared', () => {
    const policy = new EarlyStopping(race(cells(4)));
    for (const [cell, value] of [0.74, 0.6, 0.7].entries()) policy.judge(reached(cell, value));

    expect(policy.judge(reached(3, 0.61))).toEqual([
      {
        experiment: 0,
        cell: 3,
        epoch: 1,
        metric: 'accuracy',
        value: 0.61,
        seeds: 1,
        best: 0.74,
        needed: 0.7,
        cells: 4,
        places: 2,
      },
    ]);
  });

  it('waits for as many cells as its factor', () => {
    const falling = [0.9, 0.8, 0.7, 0.6].map((value, cell) => reached(cell, value));

    expect(judged(cells(4), { factor: 4 }, falling)).toEqual([[], [], [], [3]]);
  });

  it('judges after grace, grace × factor, … epochs and at no other', () => {
    const at = (epoch: number) => judged(cells(3), { grace: 2, factor: 3 }, threeAt(epoch)).flat();
    const threeAt = (epoch: number) => [0.9, 0.8, 0.7].map((value, cell) => reached(cell, value, epoch));

    expect(Array.from({ length: 30 }, (_, index) => index + 1).filter(epoch => at(epoch).length > 0)).toEqual([
      2, 6, 18,
    ]);
  });

  it('judges nothing at the last epoch, where nothing is left to save', () => {
    const last = [0.9, 0.1].map((value, cell) => ({ ...reached(cell, value), epochs: 1 }));

    expect(judged(cells(2), {}, last)).toEqual([[], []]);
  });

  it('takes the mean over the seeds that have come, again with each that comes', () => {
    const seeds = [reached(0, 0.5), reached(1, 0.6), reached(1, 0.2, 1, 1), reached(0, 0.5, 1, 1)];

    expect(judged(cells(2), {}, seeds)).toEqual([[], [], [1], []]);
  });

  it('prefers small values of nll', () => {
    expect(judged(cells(2), { metric: 'nll' }, [reached(0, 0.3), reached(1, 0.9)])).toEqual([[], [1]]);
  });

  it('gives up none of equal cells', () => {
    expect(judged(cells(2), {}, [reached(0, 0.5), reached(1, 0.5)])).toEqual([[], []]);
  });

  it('neither judges a baseline nor lets it take a place', () => {
    const racers = [{ isBaseline: true }, ...cells(2)];

    expect(judged(racers, {}, [reached(1, 0.4), reached(0, 0.9), reached(2, 0.3), reached(0, 0.1, 1, 1)])).toEqual([
      [],
      [],
      [2],
      [],
    ]);
  });

  it('compares no cells of different data sets', () => {
    const racers = [{ data: 'digits' }, { data: 'letters' }];

    expect(judged(racers, {}, [reached(0, 0.9), reached(1, 0.1)])).toEqual([[], []]);
  });

  it('leaves a cell its place at a rung it passed, though it was given up at a later one', () => {
    const epochs = [
      reached(0, 0.5),
      reached(1, 0.6),
      reached(0, 0.9, 2),
      reached(1, 0.7, 2), // given up
      reached(2, 0.4), // the third cell, but both places are better
    ];

    expect(judged(cells(3), {}, epochs).slice(2)).toEqual([[], [1], [2]]);
  });

  it('gives no place to a cell of which every seed has failed', () => {
    const policy = new EarlyStopping(race(cells(3)));
    for (const [cell, value] of [0.5, 0.9].entries()) policy.judge(reached(cell, value));
    for (const seed of [0, 1, 2]) policy.lose(idOf(`train-1-${seed}`));

    expect(policy.judge(reached(2, 0.4))).toEqual([]);
  });

  it('judges by no value that is none', () => {
    const silent = { ...reached(1, 0), metrics: {} };

    expect(judged(cells(2), {}, [reached(0, 0.9), silent, reached(1, Number.NaN)])).toEqual([[], [], []]);
  });
});

/** What is heard: a student's epoch, or its failure. */
type Heard = EpochReached | { readonly lost: ReturnType<typeof idOf> };

const anyRace = () =>
  fc
    .record({
      racers: fc.array(fc.record({ isBaseline: fc.boolean() }), { minLength: 1, maxLength: 7 }),
      rules: fc.record({
        metric: fc.constantFrom('accuracy' as const, 'nll' as const),
        grace: fc.integer({ min: 1, max: 2 }),
        factor: fc.integer({ min: 2, max: 4 }),
      }),
      isCompared: fc.boolean(),
    })
    .chain(({ racers: drawn, rules, isCompared }) => {
      const racers: Racer[] = isCompared ? drawn : cells(drawn.length);
      const cell = fc.nat({ max: racers.length - 1 });
      const seed = fc.nat({ max: 2 });
      const epoch = fc.record({
        cell,
        seed,
        value: fc.integer({ min: 0, max: 6 }),
        epoch: fc.constantFrom(1, 2, 3, 4, 6, 8),
      });
      const heard = fc.oneof(
        {
          weight: 9,
          arbitrary: epoch.map((one): Heard => reached(one.cell, one.value / 6, one.epoch, one.seed)),
        },
        { weight: 1, arbitrary: fc.tuple(cell, seed).map(([at, of]): Heard => ({ lost: idOf(`train-${at}-${of}`) })) },
      );
      return fc.record({
        racers: fc.constant(racers),
        rules: fc.constant(rules),
        heard: fc.array(heard, { maxLength: 60, size: 'max' }),
      });
    });

type Race = ReturnType<typeof anyRace> extends fc.Arbitrary<infer R> ? R : never;

/** What is heard, one after the other, with what was decided on it. */
function play({ racers, rules, heard }: Race): { readonly one: Heard; readonly givenUp: GivenUpCell[] }[] {
  const policy = new EarlyStopping(race(racers, rules));
  return heard.map(one => {
    if (!('lost' in one)) return { one, givenUp: policy.judge(one) };
    policy.lose(one.lost);
    return { one, givenUp: [] };
  });
}

const always = (holds: (race: Race) => void): void => fc.assert(fc.property(anyRace(), holds), { numRuns: 500 });

const students = (cell: number) => [0, 1, 2].map(seed => idOf(`train-${cell}-${seed}`));

describe('early stopping, whatever is heard', () => {
  it('never gives up a baseline, and no cell twice', () => {
    always(drawn => {
      const gone = play(drawn).flatMap(({ givenUp }) => givenUp.map(({ cell }) => cell));

      expect(gone.filter(cell => drawn.racers[cell]?.isBaseline)).toEqual([]);
      expect(new Set(gone).size).toBe(gone.length);
    });
  });

  it('stops nothing before as many cells as its factor have come to the rung', () => {
    always(drawn => {
      const moments = play(drawn);
      for (const [at, { givenUp }] of moments.entries())
        for (const { epoch, cells: count } of givenUp) {
          const jobs = moments
            .slice(0, at + 1)
            .flatMap(({ one }) => ('lost' in one || one.epoch !== epoch ? [] : one.job));
          const came = drawn.racers.filter(
            ({ isBaseline }, cell) => !isBaseline && students(cell).some(job => jobs.includes(job)),
          );
          expect(count).toBeGreaterThanOrEqual(drawn.rules.factor);
          expect(count).toBeLessThanOrEqual(came.length);
        }
    });
  });

  it('always leaves a cell that goes on', () => {
    always(drawn => {
      const lost = new Set<string>();
      const gone = new Set<number>();
      for (const { one, givenUp } of play(drawn)) {
        if ('lost' in one) lost.add(one.lost);
        for (const { cell } of givenUp) gone.add(cell);
        const left = drawn.racers.filter(
          ({ isBaseline }, cell) => !isBaseline && !gone.has(cell) && students(cell).some(job => !lost.has(job)),
        );
        if (givenUp.length > 0) expect(left.length).toBeGreaterThan(0);
      }
    });
  });

  it('gives up only what is worse than the cell in the last place, which is no better than the best', () => {
    always(drawn => {
      const sign = drawn.rules.metric === 'nll' ? -1 : 1;
      for (const { value, needed, best, cells: count, places } of play(drawn).flatMap(({ givenUp }) => givenUp)) {
        expect(sign * value).toBeLessThan(sign * needed);
        expect(sign * needed).toBeLessThanOrEqual(sign * best);
        expect(places).toBe(Math.ceil(count / drawn.rules.factor));
      }
    });
  });

  it('decides the same again, and goes on the same from what was written down', () => {
    const withCut = anyRace().chain(drawn => fc.tuple(fc.constant(drawn), fc.nat({ max: drawn.heard.length })));
    fc.assert(
      fc.property(withCut, ([drawn, cut]) => {
        const heard = drawn.heard.filter((one): one is EpochReached => !('lost' in one));
        const moments = play({ ...drawn, heard });
        const before = moments.slice(0, cut);
        const policy = new EarlyStopping(race(drawn.racers, drawn.rules));

        policy.recall(
          before.flatMap(({ one, givenUp }) => [
            { type: 'epoch-finished' as const, ...(one as EpochReached) },
            ...givenUp.map(cell => ({ type: 'cell-stopped-early' as const, ...cell })),
          ]),
        );

        expect(play({ ...drawn, heard })).toEqual(moments);
        expect(heard.slice(cut).map(one => policy.judge(one))).toEqual(
          moments.slice(cut).map(({ givenUp }) => givenUp),
        );
      }),
      { numRuns: 500 },
    );
  });
});
