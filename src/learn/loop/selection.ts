import type { Product } from '../strategy.js';
import type { TrainingResult, Validation } from './context.js';
import { productVariables } from './recipe-variables.js';
import { readValues, type StoredValues, writeValues } from './stored-values.js';

type Metrics = TrainingResult['metrics'];

/** The best epoch so far. */
export interface Best {
  readonly epoch: number;
  readonly value: number;
  readonly metrics: Metrics;
}

/** Measures a product after each epoch and keeps the weights with the best value of a metric. */
export class Selection {
  best: Best | undefined;
  weights: StoredValues = {};

  constructor(
    private readonly validation: Validation,
    private readonly metric: string,
    private readonly product: Product,
  ) {}

  async consider(epoch: number): Promise<Metrics> {
    const metrics = await this.validation.measure(this.product);
    const value = metrics[this.metric];
    if (value !== undefined && this.isBetter(value)) {
      this.best = { epoch, value, metrics };
      this.weights = await readValues(productVariables(this.product));
    }
    return metrics;
  }

  /** Puts the best weights into the product, if any epoch could be judged. */
  restoreBest(): void {
    if (this.best) writeValues(productVariables(this.product), this.weights);
  }

  private isBetter(value: number): boolean {
    if (Number.isNaN(value)) return false;
    if (!this.best) return true;
    return this.validation.better === 'larger' ? value > this.best.value : value < this.best.value;
  }
}
