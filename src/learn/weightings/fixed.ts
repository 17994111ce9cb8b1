import { type Tensor2D, tensor2d, tile } from '@tensorflow/tfjs-core';
import type { SettingsOf, weightings } from '../../catalogue/index.js';
import { TrainingFailure } from '../failure.js';
import type { WeightingBuilder } from './weighting.js';

/** Weights given by hand, scaled to add up to one. */
export const fixed: WeightingBuilder<SettingsOf<typeof weightings.fixed>> = ({ weights }) => ({
  averages: 'probabilities',
  varies: false,
  weigh({ teachers, student }) {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (weights.length !== teachers.length)
      throw new TrainingFailure('refused', `${weights.length} weights for ${teachers.length} teachers`);
    if (sum === 0) throw new TrainingFailure('refused', 'the weights of all teachers are 0');
    const row = tensor2d([weights.map(weight => weight / sum)]); // [1, teachers]
    return tile(row, [student.shape[0], 1]) as Tensor2D;
  },
});
