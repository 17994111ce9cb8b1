import type { ModuleVariable } from '../module.js';

/** Variables of a part under the names they have in the whole: `weights` of `dense-1` is `dense-1/weights`. */
export const named = (part: string, variables: readonly ModuleVariable[]): ModuleVariable[] =>
  variables.map(variable => ({ ...variable, name: `${part}/${variable.name}` }));
