import type { TermBuilder } from './term-builder.js';

/** The task's loss of the student against the labels: for classification the cross-entropy. */
export const hard: TermBuilder<unknown> =
  (_, { student, task, train }) =>
  step =>
    task.hardLoss(step.logits(student), step.batch.labels, train.labelSmoothing);
