import { selfTrainingParameters, source } from './distl-parameters.js';
import { strategy } from './strategy-entry.js';

export const selfTraining = strategy({
  help: 'rounds of soft labels by a moving average of the student, corrected by labels: `distl` without DINO',
  version: 2,
  parameters: selfTrainingParameters,
  source: `the baseline of ${source}`,
  example: 'strategy self-training { generations 2  momentum-teacher 0.99 }',
  needs: { unlabeled: true },
});
