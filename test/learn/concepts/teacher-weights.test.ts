import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassSensitivity, ConceptMeasure } from '../../../src/learn/concepts/concept-measure.js';
import { conceptScore } from '../../../src/learn/concepts/concept-score.js';
import { sharesOf } from '../../../src/learn/concepts/shares.js';
import { teacherWeights, type WeightSettings } from '../../../src/learn/concepts/teacher-weights.js';

const found = (tcav: number, p = 0): ClassSensitivity => ({
  tcav: [tcav, tcav],
  random: [0.4, 0.6],
  p,
  smooth: 0.1,
  magnitude: 0.2,
  raw: 3,
});

const measured = (...classes: readonly ClassSensitivity[]): ConceptMeasure => ({
  tap: 'stage-2',
  features: 2,
  classNames: classes.map((_, index) => `class-${index}`),
  prior: classes.map(() => 1 / classes.length),
  concepts: [{ accuracies: [1, 1], kept: [true, true], classes }],
});

const plain: WeightSettings = {
  score: 'tcav',
  gate: true,
  significance: 0.05,
  sharpness: 1,
  floor: 0,
  fallback: 'uniform',
};

describe('weights of teachers', () => {
  it('are (0.6, 0.4, 0) for scores (0.9, 0.6, 0), and (0.5867, 0.3967, 0.0167) with a floor of 0.05', () => {
    expect(sharesOf([0.9, 0.6, 0], { sharpness: 1, floor: 0 })).toEqual(
      [0.6, 0.4, 0].map(one => expect.closeTo(one, 9)),
    );
    expect(sharesOf([0.9, 0.6, 0], { sharpness: 1, floor: 0.05 })).toEqual(
      [0.5867, 0.3967, 0.0167].map(one => expect.closeTo(one, 4)),
    );
  });

  it('add up to one, are never negative, and follow their teachers in any order', () => {
    const scores = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(scores, fc.constantFrom(0, 0.05), fc.constantFrom(0.5, 1, 3), (values, floor, sharpness) => {
        const weights = sharesOf(values, { floor, sharpness });

        fc.pre(weights !== undefined);
        expect(weights?.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        expect(weights?.every(one => one >= 0)).toBe(true);
        expect(sharesOf(values.toReversed(), { floor, sharpness })).toEqual(
          weights?.toReversed().map(one => expect.closeTo(one, 9)),
        );
      }),
    );
  });

  it('are equal for identical teachers, and one for a teacher alone', () => {
    const one = measured(found(0.8), found(0.3));

    expect(teacherWeights([one, one, one], plain).global).toEqual([1, 1, 1].map(() => expect.closeTo(1 / 3, 9)));
    expect(teacherWeights([one], plain).global).toEqual([1]);
  });

  it('leave out what is not significant, corrected for the number of classes', () => {
    const sure = measured(found(0.8, 0.001), found(0.8, 0.001));
    const doubtful = measured(found(1, 0.03), found(1, 0.03));

    expect(teacherWeights([sure, doubtful], plain).global).toEqual([1, 0]);
    expect(teacherWeights([sure, doubtful], { ...plain, gate: false }).global[1]).toBeGreaterThan(0.5);
  });

  it('fall back as they are told, with a warning, where nothing is significant', () => {
    const [low, high] = [measured(found(0.2, 1)), measured(found(0.6, 1))];

    const uniform = teacherWeights([low, high], plain);
    const ungated = teacherWeights([low, high], { ...plain, fallback: 'ungated' });

    expect(uniform.global).toEqual([0.5, 0.5]);
    expect(ungated.global).toEqual([expect.closeTo(0.25, 9), expect.closeTo(0.75, 9)]);
    expect(uniform.warnings).toHaveLength(1);
    expect(ungated.warnings).toHaveLength(1);
  });

  it('look at the classes that are named alone', () => {
    const [first, second] = [measured(found(1), found(0)), measured(found(0.25), found(1))];

    expect(teacherWeights([first, second], { ...plain, targets: ['Class-0'] }).global).toEqual([0.8, 0.2]);
  });

  it('by class weigh each class by its own sensitivity', () => {
    const [first, second] = [measured(found(0.9), found(0.2)), measured(found(0.3), found(0.2))];

    const { byClass } = teacherWeights([first, second], plain);

    expect(byClass).toEqual([
      [expect.closeTo(0.75, 9), expect.closeTo(0.25, 9)],
      [expect.closeTo(0.5, 9), expect.closeTo(0.5, 9)],
    ]);
  });

  it('count concepts by their importance', () => {
    const two = (a: number, b: number): ConceptMeasure => {
      const [one, other] = [measured(found(a)), measured(found(b))];
      return { ...one, concepts: [...one.concepts, ...other.concepts] };
    };

    const { global } = teacherWeights([two(1, 0), two(0, 1)], { ...plain, importance: [3, 1] });

    expect(global).toEqual([expect.closeTo(0.75, 9), expect.closeTo(0.25, 9)]);
  });
});

describe('the score of a concept', () => {
  it.each([
    ['tcav', 0.8],
    ['excess', 0.3],
    ['unsigned', 0.6],
    ['smooth', 0.1],
    ['magnitude', 0.2],
    ['raw', 3],
  ] as const)('%s is %d', (score, value) => {
    expect(conceptScore(found(0.8), score)).toBeCloseTo(value, 9);
  });

  it('is 0 where no vector was good enough', () => {
    expect(conceptScore({ ...found(0.8), tcav: [] }, 'unsigned')).toBe(0);
  });
});
