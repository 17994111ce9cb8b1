import type { Module } from '../module.js';

/** What modules gave for inputs known by a key. */
export class Memo {
  private readonly known = new Map<Module<unknown>, Map<string, unknown>>();

  get<Out>(module: Module<Out>, key: string): Out | undefined {
    return this.known.get(module)?.get(key) as Out | undefined;
  }

  set<Out>(module: Module<Out>, key: string, output: Out): Out {
    const ofModule = this.known.get(module) ?? new Map<string, unknown>();
    this.known.set(module, ofModule.set(key, output));
    return output;
  }

  /** Takes over all that another one knows. */
  add(other: Memo): void {
    for (const [module, outputs] of other.known) for (const [key, output] of outputs) this.set(module, key, output);
  }

  forget(isMeant: (module: Module<unknown>) => boolean): void {
    for (const module of [...this.known.keys()]) if (isMeant(module)) this.known.delete(module);
  }
}
