/** What an object says of itself, in its `object.json`. Specs and engines are JSON the store does not look into. */
export interface ObjectInfo {
  readonly version: 1;
  /** Of the job: `train`, `evaluate`, …. */
  readonly kind: string;
  readonly spec: unknown;
  readonly metrics: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  readonly engine: unknown;
  /** What computed it, for people: never part of the identity. */
  readonly versions: { readonly kd: string; readonly node: string; readonly commit?: string };
}
