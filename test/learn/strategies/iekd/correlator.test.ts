import { concat, zerosLike } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type CorrelatorSize, correlator } from '../../../../src/learn/strategies/iekd/correlator.js';
import { random } from '../../../../src/lib/random.js';
import { describeEachEngine, expectClose, noise, valuesOf } from '../../numerics.js';

const size: CorrelatorSize = {
  width: 8,
  heads: 2,
  hidden: 16,
  dropout: 0.1,
  correlation: 'both',
  by: 'gap',
  student: [3, 4],
  teacher: [5, 6, 7],
  gives: { teacher: true, own: true },
};
const frozen = { training: false, random: random(1) };
const [student, teacher] = [() => noise([4, 7], 1), () => noise([4, 18], 2)];

/** P_t and P_s of what the nets show. */
function correlated(own = student(), other = teacher(), change: Partial<CorrelatorSize> = {}) {
  const found = correlator({ ...size, ...change }, random(3)).apply(concat([own, other], 1), frozen);
  return { student: valuesOf(found.student), teacher: valuesOf(found.teacher!), own: found.own && valuesOf(found.own) };
}

describeEachEngine('the two pairs of transformers', () => {
  it('make a token of every layer of each net', () => {
    const found = correlator(size, random(3)).apply(concat([student(), teacher()], 1), frozen);

    expect([found.student.shape, found.teacher?.shape, found.own?.shape]).toEqual([
      [4, 2, 8],
      [4, 3, 8],
      [4, 2, 8],
    ]);
  });

  it('let P_t depend on the student and P_s on the teacher, by cross-attention', () => {
    const [asIs, otherStudent, otherTeacher] = [
      correlated(),
      correlated(zerosLike(student())),
      correlated(student(), zerosLike(teacher())),
    ];

    expect(otherStudent.teacher).not.toEqual(asIs.teacher);
    expect(otherTeacher.student).not.toEqual(asIs.student);
  });

  it('let I_s depend on the student alone', () => {
    expectClose(correlated(student(), zerosLike(teacher())).own!, correlated().own!, 1e-6);
  });

  it('see each net by itself where only internal correlation is asked for', () => {
    const internal = { correlation: 'internal' } as const;
    const asIs = correlated(student(), teacher(), internal);

    expectClose(correlated(zerosLike(student()), teacher(), internal).teacher, asIs.teacher, 1e-6);
    expectClose(correlated(student(), zerosLike(teacher()), internal).student, asIs.student, 1e-6);
  });

  it('do not let the layers of a net see each other where only external correlation is asked for', () => {
    // a decoder without attention within: a token of the student depends on its own layer and on the teacher
    const changed = concat([noise([4, 3], 1), noise([4, 4], 9)], 1);
    const before = concat([noise([4, 3], 1), noise([4, 4], 8)], 1);
    const first = (values: readonly number[]): number[] => values.filter((_, at) => at % 16 < 8);
    const of = (own: typeof before, correlation: CorrelatorSize['correlation']) =>
      first(correlated(own as never, teacher(), { correlation }).student);

    expectClose(of(changed as never, 'external'), of(before as never, 'external'), 1e-6);
    expect(of(changed as never, 'both')).not.toEqual(of(before as never, 'both'));
  });

  it('have no parts that nothing asks for', () => {
    const names = (change: Partial<CorrelatorSize>): string[] => [
      ...new Set(
        correlator({ ...size, ...change }, random(3)).variables.flatMap(
          ({ name }) => name.match(/^.*coder/)?.[0] ?? [],
        ),
      ),
    ];

    expect(names({})).toHaveLength(4);
    expect(names({ correlation: 'internal' })).toEqual(['teacher-pair/decoder', 'student-pair/decoder']);
    expect(names({ gives: { teacher: false, own: false } })).toEqual(['student-pair/encoder', 'student-pair/decoder']);
  });
});
