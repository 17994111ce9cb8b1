import { keep, type Tensor, tensor, type Variable } from '@tensorflow/tfjs-core';
import { must } from '../../lib/bug.js';
import { type NamedVariables, readValues, type StoredValues } from './stored-values.js';

/** The bits that variables had, to be given back to them. */
export class Rollback {
  private values: ReadonlyMap<string, Tensor> | undefined;

  constructor(private readonly variables: NamedVariables) {}

  /** Does nothing where something is remembered already. */
  remember(): void {
    this.values ??= new Map([...this.variables].map(([name, variable]) => [name, keep(variable.clone())]));
  }

  putBack(): void {
    for (const [name, value] of this.values ?? []) this.variableOf(name).assign(value);
    this.dispose();
  }

  /** What is remembered, by name; nothing where nothing is. */
  state(): Promise<StoredValues> {
    return readValues(this.values ?? new Map());
  }

  restore(stored: StoredValues): void {
    this.dispose();
    const entries = Object.entries(stored);
    if (entries.length === 0) return;
    this.values = new Map(
      entries.map(([name, { shape, values }]) => [
        name,
        keep(tensor(values.slice(), [...shape], this.variableOf(name).dtype)),
      ]),
    );
  }

  dispose(): void {
    for (const value of this.values?.values() ?? []) value.dispose();
    this.values = undefined;
  }

  private variableOf(name: string): Variable {
    return must(this.variables.get(name), `variable ${name}`);
  }
}
