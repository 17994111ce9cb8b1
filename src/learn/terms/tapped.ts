import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Pair, TapsInUse } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import type { Net } from '../module.js';
import type { Step, World } from '../strategy.js';

/** The one teacher of a method that listens to no more. */
export const onlyTeacher = ({ teachers }: World): Net => must(teachers[0], 'teacher to learn from').net;

/** What student and teacher show. */
export const tapsOf = (world: World): TapsInUse => ({ student: world.student.taps, teacher: onlyTeacher(world).taps });

/** What the two layers of a pair show at a step; the teacher's is a constant. */
export function tapped(step: Step, world: World, pair: Pair): { readonly student: Tensor; readonly teacher: Tensor } {
  return {
    student: must(step.outputs(world.student).taps[pair.student], pair.student),
    teacher: must(step.outputs(onlyTeacher(world)).taps[pair.teacher], pair.teacher),
  };
}

/** The same of layers that the catalogue has found to be maps: [batch, rows, columns, channels]. */
export const tappedMaps = (step: Step, world: World, pair: Pair) =>
  tapped(step, world, pair) as { readonly student: Tensor4D; readonly teacher: Tensor4D };
