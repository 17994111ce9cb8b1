import type { Json } from '../lib/json.js';
import type { Taps } from './taps.js';
import type { CatalogueKind, Type } from './type.js';

/** An entry of the catalogue as an experiment uses it: every parameter has its value, defaults filled in. */
export interface Configured<N extends string = string, S = { readonly [setting: string]: Json | undefined }> {
  readonly name: N;
  readonly settings: S;
}

/** One parameter of an entry or one setting of a block. */
export interface Parameter<V> {
  readonly type: Type<V>;
  readonly help: string;
  /** Absent and not `optional`: the author must give it. */
  readonly default?: V;
  readonly optional?: true;
}

export type Parameters = { readonly [name: string]: Parameter<unknown> };

/** What the checker, `kd explain`, completion and the identity of jobs know of a thing. */
export interface Entry<P extends Parameters = Parameters> {
  readonly kind: CatalogueKind;
  /** One line, as in a list. */
  readonly help: string;
  /** Raised by hand when the entry starts to compute something else; part of the identity of jobs. */
  readonly version: number;
  readonly parameters: P;
  /** Names of the parameters that may be given by position, in order. */
  readonly positional?: readonly string[];
  /** A list parameter that takes all positional arguments: `mlp(512, 512)`. */
  readonly rest?: string;
  /** Where the method or the data come from. */
  readonly source?: string;
  /** A line of `.kd` that uses it: a whole setting, such as `net mlp(64)`. */
  readonly example: string;
  /** What is wrong with it in a certain experiment, as a sentence fragment; undefined where it fits. */
  readonly misfit?: (settings: Readonly<Record<string, Json | undefined>>, use: Use) => string | undefined;
  /** The same of the layers it looks at, which are there. */
  readonly tapMisfit?: (settings: Readonly<Record<string, Json | undefined>>, taps: TapsInUse) => string | undefined;
}

/** What an entry is used for. */
export interface Use {
  readonly teachers: number;
  readonly classes: number;
  /** Shape of an image: [height, width, channels]. */
  readonly input: readonly [number, number, number];
  readonly hasValidation: boolean;
}

/** What the student and its teacher show. */
export interface TapsInUse {
  readonly student: Taps;
  readonly teacher: Taps;
}

/** The settings an implementation receives: each parameter's meaning under its name. */
export type SettingsOf<E extends { readonly parameters: Parameters }> = {
  readonly [N in keyof E['parameters']]: E['parameters'][N] extends {
    readonly optional: true;
    readonly type: Type<infer V>;
  }
    ? V | undefined
    : E['parameters'][N] extends { readonly type: Type<infer V> }
      ? V
      : never;
};

/** A parameter the author may leave out. */
export const withDefault = <V>(type: Type<V>, value: V, help: string): Parameter<V> => ({ type, help, default: value });
/** A parameter the author must give. */
export const required = <V>(type: Type<V>, help: string): Parameter<V> => ({ type, help });
/** A parameter that may be absent and then means nothing. */
export const optional = <V>(type: Type<V>, help: string): Parameter<V> & { readonly optional: true } => ({
  type,
  help,
  optional: true,
});
