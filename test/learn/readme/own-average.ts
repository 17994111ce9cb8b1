import { add, mean, mul, type Scalar, softmax, squaredDifference } from '@tensorflow/tfjs-core';
import type { Strategy } from '../../../src/learn/strategy.js';
import { hard } from '../../../src/learn/terms/index.js';

/** The student also agrees with the moving average of itself, which is what is kept at the end. */
export const ownAverage: Strategy<{ readonly decay: number; readonly weight: number }> = {
  build({ decay, weight }, world) {
    const { student, cloneNet } = world;
    const average = cloneNet(student);
    return {
      phases: [
        {
          name: 'train',
          learners: [
            {
              name: 'student',
              modules: [student],
              terms: [
                { name: 'hard', loss: hard({}, world) },
                {
                  name: 'agree',
                  weight,
                  ramp: ({ step, steps }) => step / steps,
                  loss: step =>
                    mean<Scalar>(squaredDifference(softmax(step.logits(student)), softmax(step.logits(average)))),
                },
              ],
            },
          ],
          afterStep() {
            average.variables.forEach(({ variable }, index) => {
              const own = student.variables[index]?.variable ?? variable;
              variable.assign(add(mul(variable, decay), mul(own, 1 - decay)));
            });
          },
        },
      ],
      modules: { average },
      product: average,
    };
  },
};
