import { mean, squaredDifference, stack, type Tensor, type Tensor3D, type Tensor4D } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import type { Random } from '../../lib/random.js';
import { alignMaps } from '../losses/index.js';
import type { Module, Net } from '../module.js';
import { bottleneckRegressor } from '../regressors/index.js';
import type { Step } from '../strategy.js';

/** Stages of a net, each a map of rows × columns × channels. */
export interface MappedStages {
  readonly net: Net;
  readonly stages: readonly string[];
}

/** How far every stage of a student is from every stage of a teacher, and the projections that learn to see it. */
export interface ProjectedDistances {
  readonly modules: readonly Module<unknown>[];
  /**
   * D[b, j, m], the mean squared difference of the student's map j, projected, and the teacher's map m, both at the
   * smaller one's size: float32 [batch, J, M].
   */
  of(step: Step): Tensor3D;
}

/** One projection for every pair of stages, as SemCKD has them (Chen et al., 2021). */
export function projectedDistances(student: MappedStages, teacher: MappedStages, random: Random): ProjectedDistances {
  const rows = student.stages.map(stage => ({
    stage,
    pairs: teacher.stages.map(other => ({
      other,
      regressor: bottleneckRegressor(
        channelsOf(student.net, stage),
        channelsOf(teacher.net, other),
        random.for('regressor', stage, other),
      ),
    })),
  }));
  const mapOf = (step: Step, net: Net, stage: string): Tensor4D =>
    must(step.outputs(net).taps[stage], stage) as Tensor4D;
  const distancesOf = (step: Step, { stage, pairs }: (typeof rows)[number]): Tensor =>
    stack(
      pairs.map(({ other, regressor }) => {
        const maps = alignMaps(mapOf(step, student.net, stage), mapOf(step, teacher.net, other));
        const guess = step.apply(regressor, maps.student);
        return mean(squaredDifference(guess, maps.teacher), [1, 2, 3]); // [batch]
      }),
      1,
    ); // [batch, M]
  return {
    modules: rows.flatMap(({ pairs }) => pairs.map(({ regressor }) => regressor)),
    of: step =>
      stack(
        rows.map(row => distancesOf(step, row)),
        1,
      ) as Tensor3D,
  };
}

const channelsOf = ({ taps }: Net, stage: string): number => must(taps[stage]?.[2], 'channels');
