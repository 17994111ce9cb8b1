import { mean, mul, type Scalar, stack, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { type losses, type SettingsOf, stagesOf } from '../../catalogue/index.js';
import { must } from '../../lib/bug.js';
import { gramOf, layerAttention } from '../losses/index.js';
import type { Module, Net } from '../module.js';
import { similarityEmbedding } from '../regressors/index.js';
import type { Step, World } from '../strategy.js';
import { projectedDistances } from './projected-distances.js';
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
  const { student, random } = world;
  const teacher = onlyTeacher(world);
  const sides = { student: layersOf(student, 'query', world), teacher: layersOf(teacher, 'key', world) };
  const distances = projectedDistances(
    { net: student, stages: stagesOf(student.taps) },
    { net: teacher, stages: stagesOf(teacher.taps) },
    random,
  );

  const embedAll = (step: Step, layers: readonly Layer[]): Tensor3D =>
    stack(
      layers.map(layer => embed(step, layer)),
      1,
    ) as Tensor3D; // [batch, layers, width]
  const loss = (step: Step): Scalar => {
    const attention = layerAttention(embedAll(step, sides.student), embedAll(step, sides.teacher), softness); // [batch, J, M]
    return mean<Scalar>(sum(mul(attention, distances.of(step)), 2));
  };
  return {
    loss,
    modules: [...[...sides.student, ...sides.teacher].map(({ embedding }) => embedding), ...distances.modules],
    fullBatches: true,
  };
};

/** A stage of one of the nets, and what makes its query or key. */
interface Layer {
  readonly net: Net;
  readonly stage: string;
  readonly embedding: Module;
}

function layersOf(net: Net, role: 'query' | 'key', { train, data, random }: World): readonly Layer[] {
  const batch = Math.min(train.batch, data.labeled);
  return stagesOf(net.taps).map(stage => ({
    net,
    stage,
    embedding: similarityEmbedding(batch, random.for(role, stage)),
  }));
}

const embed = (step: Step, { net, stage, embedding }: Layer): Tensor =>
  step.apply(embedding, gramOf(must(step.outputs(net).taps[stage], stage)));
