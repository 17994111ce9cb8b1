import { withDefault } from '../entry.js';
import { fraction, number, whole } from '../type.js';
import { augmentWith, scale, selfTrainingParameters, source } from './distl-parameters.js';
import { strategy } from './strategy-entry.js';

export const distl = strategy({
  help: 'rounds of soft labels by a moving average of the student and of DINO between views, corrected by labels',
  version: 2,
  parameters: {
    ...selfTrainingParameters,
    lambda: withDefault(fraction(), 0.5, 'λ, weight of DINO; soft labels and corrections weigh 1 − λ'),
    'ssl-epoch': withDefault(whole({ min: 0 }), 5, 'epochs of each round that have DINO'),
    'teacher-temp': withDefault(number({ above: 0 }), 0.04, 'temperature of the teacher’s outputs in DINO'),
    'student-temp': withDefault(number({ above: 0 }), 0.1, 'temperature of the student’s'),
    'center-momentum': withDefault(fraction(), 0.9, 'share of the centre of the teacher’s outputs that a batch leaves'),
    'dino-out': withDefault(whole({ min: 2, max: 65_536 }), 1_024, 'outputs of DINO’s head; 65,536 in the paper'),
    'dino-hidden': withDefault(whole({ min: 1, max: 16_384 }), 2_048, 'width of its two hidden layers'),
    'dino-bottleneck': withDefault(whole({ min: 1, max: 16_384 }), 256, 'width of the layer behind them'),
    'freeze-last-layer': withDefault(
      whole({ min: 0 }),
      1,
      'epochs of each round in which its last layer is held still',
    ),
    'local-crops': withDefault(whole({ min: 0, max: 32 }), 4, 'views of small parts; 8 in the paper'),
    'local-scale': scale(0.2, 0.6, 'least and largest share of the area that they show'),
    'local-augment': augmentWith(0.5, 'what is done to them'),
    'local-size': withDefault(
      number({ above: 0, max: 1 }),
      0.5,
      'their side, as a share of the image’s; dense nets and transformers see them at full size',
    ),
  },
  source,
  example: 'strategy distl { generations 2  momentum-teacher 0.99  dino-out 64  dino-hidden 32  dino-bottleneck 16 }',
  needs: { unlabeled: true },
});
