import type { Task } from '../task.js';
import { crossEntropy } from './cross-entropy.js';

/** One of several classes for each image. */
export const classificationTask: Task = {
  name: 'classification',
  metric: 'accuracy',
  hardLoss: crossEntropy,
};
