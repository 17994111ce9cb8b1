import type { TypeShape } from './type.js';

/** What may stand as the value of a setting of the language's own blocks. */
export type SettingShape =
  | TypeShape
  /** A declared name, or an entry of the catalogue in place. */
  | { readonly is: 'declared'; readonly of: Declarable; readonly many?: true }
  | { readonly is: 'block'; readonly of: BlockName }
  /** `accuracy >= 88%` */
  | { readonly is: 'requirement' }
  /** A metric to a value: `{ accuracy 76% }` */
  | { readonly is: 'expectation' }
  /** `"model.json"` or `experiment(first, strategy: kd)` */
  | { readonly is: 'origin'; readonly files: boolean }
  /** A whole number, or `trial` for the seed of each trial. */
  | { readonly is: 'seed' }
  /** Settings to be compared with: `{ strategy kd  seed 5 }` */
  | { readonly is: 'pattern' }
  /** A list of blocks laid over the experiment. */
  | { readonly is: 'cases' };

export type Declarable = 'dataset' | 'teacher' | 'student' | 'strategy';

export interface BlockSetting {
  readonly shape: SettingShape;
  readonly help: string;
  /** What is meant where it is not written, in the language's words. */
  readonly default?: string;
}

/** A block of the language: its settings, which need no catalogue entry behind them. */
export interface BlockEntry {
  readonly help: string;
  readonly settings: Readonly<Record<string, BlockSetting>>;
  readonly example: string;
}

const setting = <const S extends SettingShape>(
  shape: S,
  help: string,
  standard?: string,
): BlockSetting & { readonly shape: S } => ({
  shape,
  help,
  ...(standard === undefined ? {} : { default: standard }),
});

const whole = (min: number) => ({ is: 'number', whole: true, min }) as const;
const memory = setting({ is: 'memory' }, 'memory it may use, such as `4 GiB` written `4GiB`');

export const blocks = {
  experiment: {
    help: 'what is compared: every point of its axes is a trial',
    example: 'experiment first { dataset mnist  teacher mlp(512)  student mlp(32)  strategy kd }',
    settings: {
      about: setting({ is: 'text' }, 'the question, in a sentence'),
      dataset: setting({ is: 'declared', of: 'dataset' }, 'what is learned'),
      teacher: setting({ is: 'declared', of: 'teacher' }, 'the one teacher'),
      teachers: setting({ is: 'declared', of: 'teacher', many: true }, 'teachers: a list, an ensemble, or one'),
      student: setting({ is: 'declared', of: 'student' }, 'the net that is taught'),
      strategy: setting({ is: 'declared', of: 'strategy' }, 'how it is taught'),
      train: setting({ is: 'block', of: 'train' }, 'how the student is trained', 'the defaults of its net'),
      seed: setting({ is: 'number', whole: true, min: 0 }, 'decides everything random', '1'),
      measure: setting(
        { is: 'list', of: { is: 'entry', of: 'metric' }, min: 1 },
        'what is measured on the test part',
        '[accuracy]',
      ),
      compare: setting({ is: 'block', of: 'compare' }, 'the baseline and the metric of the verdict'),
      'stop-early': setting({ is: 'entry', of: 'halting' }, 'gives up unpromising cells'),
      exclude: setting({ is: 'pattern' }, 'points to leave out; may be given more than once'),
      cases: setting({ is: 'cases' }, 'points that are no product: blocks laid over the experiment'),
      expect: setting({ is: 'expectation' }, 'published or hoped-for values, printed beside what was obtained'),
      limits: setting({ is: 'block', of: 'limits' }, 'what a trial may take'),
      resources: setting({ is: 'block', of: 'resources' }, 'what a trial needs'),
    },
  },
  dataset: {
    help: 'a data set and the roles of its parts',
    example: 'dataset fashion { from fashion-mnist  validation 5000  augment [shift(2), flip] }',
    settings: {
      from: setting({ is: 'entry', of: 'dataset' }, 'the set of the catalogue', 'the entry of its own name'),
      train: setting({ is: 'amount' }, 'how many of the training examples are learned', 'all'),
      validation: setting({ is: 'amount' }, 'how many are kept apart to choose weights by', '0'),
      test: setting({ is: 'amount' }, 'how many of the test examples are measured on', 'all'),
      labeled: setting({ is: 'amount' }, 'how many keep their labels: a count, a share, `per-class(25)`', 'all'),
      external: setting({ is: 'declared', of: 'dataset', many: true }, 'further test sets of the same classes'),
      augment: setting(
        { is: 'list', of: { is: 'entry', of: 'augmentation' } },
        'random changes of training images',
        '[]',
      ),
      'split-seed': setting({ is: 'seed' }, 'decides which examples play which role', '0'),
    },
  },
  teacher: {
    help: 'a net to learn from: trained here, or ready made',
    example: 'teacher wide { net mlp(512, 512)  train { epochs 12 }  require accuracy >= 88% }',
    settings: {
      net: setting({ is: 'entry', of: 'net' }, 'the net that is trained'),
      load: setting(
        { is: 'path' },
        'a ready-made net: `"model.json"` of TensorFlow.js layers, or `"model.onnx"` (with onnxruntime-web installed)',
      ),
      from: setting({ is: 'origin', files: false }, 'the student of another experiment'),
      train: setting({ is: 'block', of: 'train' }, 'how it is trained', 'the defaults of its net'),
      dataset: setting({ is: 'declared', of: 'dataset' }, 'what it learns', 'the labeled part of the experiment’s'),
      seed: setting({ is: 'seed' }, 'decides its weights; `trial` trains it anew for every seed', '0'),
      require: setting({ is: 'requirement' }, 'stops the experiment where the teacher is weaker'),
    },
  },
  ensemble: {
    help: 'several teachers under one name',
    example: 'ensemble trio { members [wide, deep, flat] }',
    settings: {
      members: setting({ is: 'declared', of: 'teacher', many: true }, 'the teachers'),
      copies: setting({ is: 'number', whole: true, min: 1, max: 1000 }, 'differently seeded copies of each', '1'),
    },
  },
  student: {
    help: 'the net that is taught',
    example: 'student tiny { net cnn(channels: [8, 16, 32]) }',
    settings: {
      net: setting({ is: 'entry', of: 'net' }, 'its structure'),
      start: setting({ is: 'origin', files: true }, 'weights to start from'),
    },
  },
  strategy: {
    help: 'a way to teach, with settings of its own',
    example: 'strategy careful { method kd  temperature 4  alpha 0.9 }',
    settings: { method: setting({ is: 'entry', of: 'strategy' }, 'the entry whose settings follow') },
  },
  concept: {
    help: 'something a person sees in images, by examples that have it and examples that lack it',
    example: 'concept footwear { positive classes(sandal, sneaker)  negative random }',
    settings: {
      positive: setting({ is: 'entry', of: 'examples' }, 'images that have it'),
      negative: setting({ is: 'entry', of: 'examples' }, 'images that lack it'),
    },
  },
  train: {
    help: 'how a net is trained',
    example: 'train { epochs 20  batch 128  optimizer sgd(lr: 0.05)  schedule cosine }',
    settings: {
      epochs: setting(whole(1), 'passes over the training part', 'by net'),
      steps: setting(whole(1), 'batches, instead of epochs'),
      batch: setting(whole(1), 'examples in a batch', 'by net'),
      optimizer: setting({ is: 'entry', of: 'optimizer' }, 'how parameters move', 'by net'),
      schedule: setting({ is: 'entry', of: 'schedule' }, 'how the rate changes', 'by net'),
      clip: setting({ is: 'number', above: 0 }, 'largest norm of the whole gradient'),
      'label-smoothing': setting({ is: 'number', min: 0, below: 1 }, 'share of the label spread over all classes', '0'),
      select: setting(
        { is: 'entry', of: 'metric' },
        'which value on the validation part decides the weights that are kept',
        'accuracy',
      ),
      stop: setting({ is: 'entry', of: 'stopping' }, 'ends training early'),
    },
  },
  compare: {
    help: 'the baseline and the metric of the verdict',
    example: 'compare { against none  by accuracy }',
    settings: {
      against: setting({ is: 'declared', of: 'strategy' }, 'the baseline', 'none'),
      by: setting({ is: 'entry', of: 'metric' }, 'the metric of the verdict', 'accuracy'),
    },
  },
  limits: {
    help: 'what a trial may take',
    example: 'limits { time 2h  retries 2 }',
    settings: {
      time: setting({ is: 'duration' }, 'longest time of one job of the trial, such as `2h`'),
      retries: setting(whole(0), 'how often a job is tried again after the world failed it', '2'),
      memory,
    },
  },
  resources: {
    help: 'what a trial needs',
    example: 'resources { cpus 2 }',
    settings: {
      gpus: setting(whole(0), 'graphics cards: with 1, it runs on a card or not at all', '0'),
      cpus: setting(whole(1), 'processor cores', '1'),
      memory,
    },
  },
} as const satisfies Record<string, BlockEntry>;

export type BlockName =
  | 'experiment'
  | 'dataset'
  | 'teacher'
  | 'ensemble'
  | 'student'
  | 'strategy'
  | 'concept'
  | 'train'
  | 'compare'
  | 'limits'
  | 'resources';
