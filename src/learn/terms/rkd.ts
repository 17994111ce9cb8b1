import { add, mul, reshape, type Scalar, scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { type losses, onePair, type SettingsOf } from '../../catalogue/index.js';
import type { Random } from '../../lib/random.js';
import { relationalAngle, relationalDistance } from '../losses/index.js';
import { tapped } from './tapped.js';
import type { TermBuilder } from './term-builder.js';

type Settings = Pick<SettingsOf<typeof losses.rkd>, 'distance' | 'angle' | 'pair'>;

/** Above so many examples the angles of all would take too much memory, batch³; then so many corners are drawn. */
const mostCorners = 128;
const drawnCorners = 64;

/** w_D · RKD-D + w_A · RKD-A of what the nets pool, unless other layers are named (Park et al., 2019). */
export const rkd: TermBuilder<Settings> = ({ distance, angle, pair: given }, world) => {
  const pair = onePair(given, { student: 'pooled', teacher: 'pooled' });
  return step => {
    const { student, teacher } = tapped(step, world, pair);
    const [own, others] = [asRows(student), asRows(teacher)];
    const parts: Scalar[] = [];
    if (distance > 0) parts.push(mul(relationalDistance(own, others), distance));
    if (angle > 0) parts.push(mul(relationalAngle(own, others, cornersOf(own.shape[0], step.random)), angle));
    return parts.reduce((total, part) => add<Scalar>(total, part), scalar(0));
  };
};

const asRows = (features: Tensor): Tensor2D => reshape(features, [features.shape[0] ?? -1, -1]);

/** Undefined where all examples are looked at; else some of them, drawn anew each step. */
function cornersOf(batch: number, random: Random): readonly number[] | undefined {
  if (batch <= mostCorners) return undefined;
  const draws = random.for('corners');
  const keys = Array.from({ length: batch }, (_, example) => ({ example, key: draws.uniform(example) }));
  return keys
    .sort((a, b) => a.key - b.key)
    .slice(0, drawnCorners)
    .map(({ example }) => example);
}
