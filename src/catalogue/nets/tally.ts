import type { Input, NetShape } from './net-entry.js';

/** How a layer slides over an image: rows and columns of its filter, and its stride. */
export interface Window {
  readonly filter: number;
  readonly stride: number;
}

/** Walks one input through the layers of a net on paper, counting what they hold, what they compute and what is tapped. */
export class Tally {
  private parameters = 0;
  private flops = 0;
  private readonly taps: Record<string, readonly number[]> = {};

  constructor(private at: Input) {}

  get channels(): number {
    return this.at[2];
  }

  /** A convolution with as many zeros around the image as keep its size at stride 1; biases count as parameters. */
  conv(to: number, { filter, stride }: Window, bias: 'bias' | 'no bias' = 'no bias'): this {
    this.shrink(stride);
    return this.add(filter ** 2 * this.channels * to, bias === 'bias' ? to : 0).become(to);
  }

  /** A convolution of each channel by itself. */
  depthwise({ filter, stride }: Window): this {
    this.shrink(stride);
    return this.add(filter ** 2 * this.channels, 0);
  }

  /** Batch norm: a scale and an offset for each channel. */
  norm(): this {
    this.parameters += 2 * this.channels;
    return this;
  }

  /** Pooling, or anything else that leaves one place where there were `stride` in each direction. */
  shrink(stride: number): this {
    const [rows, columns, channels] = this.at;
    this.at = [Math.ceil(rows / stride), Math.ceil(columns / stride), channels];
    return this;
  }

  /** Goes on with another number of channels, computed already. */
  become(channels: number): this {
    this.at = [this.at[0], this.at[1], channels];
    return this;
  }

  /** Another way from here, such as a shortcut: only its parameters and multiplications are kept. */
  aside(walk: (tally: Tally) => void): this {
    const other = new Tally(this.at);
    walk(other);
    this.parameters += other.parameters;
    this.flops += other.flops;
    return this;
  }

  tap(): this {
    this.taps[`stage-${Object.keys(this.taps).length + 1}`] = this.at;
    return this;
  }

  /** The mean over space and a linear layer. */
  classify(classes: number): NetShape {
    const features = this.channels;
    return {
      taps: { ...this.taps, pooled: [features], logits: [classes] },
      parameters: this.parameters + (features + 1) * classes,
      flops: this.flops + 2 * features * classes,
    };
  }

  private add(weightsOfPlace: number, biases: number): this {
    this.parameters += weightsOfPlace + biases;
    this.flops += 2 * weightsOfPlace * this.at[0] * this.at[1];
    return this;
  }
}
