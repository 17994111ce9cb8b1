import { type Configured, type Entry, type Parameters, type SettingsOf, withDefault } from './entry.js';
import { list, number, whole } from './type.js';

/** A family of nets, with what can be said of one without building it. */
export interface NetEntry<P extends Parameters = Parameters> extends Entry<P> {
  readonly kind: 'net';
  /** How a net is trained where nobody says how. */
  readonly train: TrainDefaults;
  /** Undefined where the net does not fit the input, with the reason in words. */
  shape(settings: SettingsOf<{ parameters: P }>, input: Input, classes: number): NetShape;
}

export type Input = readonly [height: number, width: number, channels: number];

export interface TrainDefaults {
  readonly epochs: number;
  readonly batch: number;
  readonly optimizer: Configured;
  readonly schedule: Configured;
}

export interface NetShape {
  /** Shape, without the batch, of every tap: `stage-1` … `stage-n`, `pooled`, `logits`. */
  readonly taps: Readonly<Record<string, readonly number[]>>;
  readonly parameters: number;
  /** Of one forward pass of one input, a multiply-add counted as two. Activations and biases are not counted. */
  readonly flops: number;
}

const net = <const P extends Parameters>(entry: Omit<NetEntry<P>, 'kind'>): NetEntry<P> => ({ kind: 'net', ...entry });

const byAdam: TrainDefaults = {
  epochs: 10,
  batch: 128,
  optimizer: { name: 'adam', settings: { lr: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
  schedule: { name: 'cosine', settings: { warmup: 0, floor: 0 } },
};

const dropout = withDefault(
  number({ min: 0, below: 1 }),
  0,
  'share of activations dropped before the last layer in training',
);

export const nets = {
  mlp: net({
    help: 'dense layers with ReLU',
    version: 1,
    parameters: {
      hidden: withDefault(
        list(whole({ min: 1, max: 65_536 }), { max: 64 }),
        [],
        'width of each hidden layer; none makes a linear classifier',
      ),
      dropout,
    },
    rest: 'hidden',
    example: 'net mlp(512, 512)',
    train: byAdam,
    shape({ hidden }, [height, width, channels], classes) {
      const widths = [height * width * channels, ...hidden, classes];
      const products = widths.slice(1).map((to, index) => to * (widths[index] ?? 0));
      const weights = products.reduce((sum, product) => sum + product, 0);
      const biases = widths.slice(1).reduce((sum, to) => sum + to, 0);
      const stages = hidden.map((to, index) => [`stage-${index + 1}`, [to]] as const);
      return {
        taps: { ...Object.fromEntries(stages), pooled: [widths.at(-2) ?? 0], logits: [classes] },
        parameters: weights + biases,
        flops: 2 * weights,
      };
    },
  }),
  cnn: net({
    help: '3 × 3 convolutions with ReLU, each but the first halving the size, then the mean over space',
    version: 1,
    parameters: {
      channels: withDefault(
        list(whole({ min: 1, max: 8_192 }), { min: 1, max: 16 }),
        [16, 32, 64],
        'channels of each convolution',
      ),
      dropout,
    },
    rest: 'channels',
    example: 'net cnn(channels: [8, 16, 32])',
    train: byAdam,
    shape({ channels }, [height, width, inputChannels], classes) {
      let [rows, columns, from, parameters, flops] = [height, width, inputChannels, 0, 0];
      const taps: Record<string, readonly number[]> = {};
      channels.forEach((to, index) => {
        if (index > 0) [rows, columns] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
        parameters += 9 * from * to + to;
        flops += 2 * 9 * from * to * rows * columns;
        taps[`stage-${index + 1}`] = [rows, columns, to];
        from = to;
      });
      return {
        taps: { ...taps, pooled: [from], logits: [classes] },
        parameters: parameters + from * classes + classes,
        flops: flops + 2 * from * classes,
      };
    },
  }),
} as const satisfies Record<string, NetEntry>;

export type NetName = keyof typeof nets;
