import { TrainingFailure } from '../failure.js';
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
    const metrics = await this.measure(epoch);
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

  private async measure(epoch: number): Promise<Metrics> {
    try {
      return await this.validation.measure(this.product);
    } catch (error) {
      if (!(error instanceof TrainingFailure)) throw error;
      throw new TrainingFailure(error.reason, `after epoch ${epoch}: ${error.message}`);
    }
  }

  private isBetter(value: number): boolean {
    if (Number.isNaN(value)) return false;
    if (!this.best) return true;
    return this.validation.better === 'larger' ? value > this.best.value : value < this.best.value;
  }
}
