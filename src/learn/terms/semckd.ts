import {
  mean,
  mul,
  type Scalar,
  squaredDifference,
  stack,
  sum,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { type losses, type SettingsOf, stagesOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { alignMaps, gramOf, layerAttention } from '../losses/index.js';
import type { Module, Net } from '../module.js';
import { bottleneckRegressor, similarityEmbedding } from '../regressors/index.js';
import type { Step, World } from '../strategy.js';
import { onlyTeacher } from './tapped.js';
import type { PartsBuilder } from './term-builder.js';

type Settings = Pick<SettingsOf<typeof losses.semckd>, 'softness'>;

/**
 * Every stage of the student by every stage of the teacher: mean over batch and student stages of
 * Σ_m attention[b, j, m] · D[b, j, m], D the mean squared difference of the projected student's map and the teacher's,
 * both at the smaller one's size; attention is a softmax over the teacher's stages of query · key, made of each layer's
 * similarities within the batch (Chen et al., 2021). Gradient flows into the attention.
 */
export const semckd: PartsBuilder<Settings> = ({ softness }, world) => {
  const sides = {
    student: layersOf(world.student, 'query', world),
    teacher: layersOf(onlyTeacher(world), 'key', world),
  };
  const regressors = sides.student.map(({ stage, channels }) =>
    sides.teacher.map(other =>
      bottleneckRegressor(channels, other.channels, world.random.for('regressor', stage, other.stage)),
    ),
  );

  const distanceOf = (step: Step, own: Layer, index: number): Tensor =>
    stack(
      sides.teacher.map((other, at) => {
        const { student, teacher } = alignMaps(mapOf(step, own), mapOf(step, other));
        const guess = step.apply(must(regressors[index]?.[at], 'regressor'), student);
        return mean(squaredDifference(guess, teacher), [1, 2, 3]); // [batch]
      }),
      1,
    );
  const loss = (step: Step): Scalar => {
    const queries = stack(
      sides.student.map(layer => embed(step, layer)),
      1,
    ) as Tensor3D; // [batch, J, width]
    const keys = stack(
      sides.teacher.map(layer => embed(step, layer)),
      1,
    ) as Tensor3D; // [batch, M, width]
    const attention = layerAttention(queries, keys, softness); // [batch, J, M]
    const distances = stack(
      sides.student.map((layer, index) => distanceOf(step, layer, index)),
      1,
    );
    return mean<Scalar>(sum(mul(attention, distances), 2));
  };
  return {
    loss,
    modules: [...[...sides.student, ...sides.teacher].map(({ embedding }) => embedding), ...regressors.flat()],
    fullBatches: true,
  };
};

/** A stage of one of the nets, and what makes its query or key. */
interface Layer {
  readonly net: Net;
  readonly stage: string;
  readonly channels: number;
  readonly embedding: Module;
}

function layersOf(net: Net, role: 'query' | 'key', { train, data, random }: World): readonly Layer[] {
  const batch = Math.min(train.batch, data.labeled);
  return stagesOf(net.taps).map(stage => ({
    net,
    stage,
    channels: must(net.taps[stage]?.[2], 'channels'),
    embedding: similarityEmbedding(batch, random.for(role, stage)),
  }));
}

const mapOf = (step: Step, { net, stage }: Layer): Tensor4D => must(step.outputs(net).taps[stage], stage) as Tensor4D;

const embed = (step: Step, layer: Layer): Tensor => step.apply(layer.embedding, gramOf(mapOf(step, layer)));
