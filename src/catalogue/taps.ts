import type { Configured, SettingsOf, TapsInUse } from './entry.js';
import type { pairs } from './pair.js';

/** Names and shapes, without the batch, of what a net shows: `stage-1` … `stage-n`, `pooled`, `logits`. */
export type Taps = Readonly<Record<string, readonly number[]>>;

/** A layer of the student and one of the teacher, by their names. */
export type Pair = SettingsOf<typeof pairs.pair>;

/** Names of the stages, from the image on. */
export const stagesOf = (taps: Taps): readonly string[] => Object.keys(taps).filter(name => name.startsWith('stage-'));

/** Whether a tap is a map, [rows, columns, channels]; others are vectors, or the tokens of a transformer. */
export const isMap = (shape: readonly number[] | undefined): boolean => shape?.length === 3;

/** The last stage that is a map; undefined where none is. */
export const lastMap = (taps: Taps): string | undefined => stagesOf(taps).findLast(name => isMap(taps[name]));

export const lastStage = (taps: Taps): string => stagesOf(taps).at(-1) ?? 'pooled';

/** Where concepts are looked for: the last stage but one, behind which there is something that is not linear. */
export const bottleneckOf = (taps: Taps): string => stagesOf(taps).at(-2) ?? lastStage(taps);

/** Whether a net is affine behind a layer: a derivative there is the same for every image. */
export function affineBehind(
  tap: string,
  taps: Taps,
  { normsBeforeHead }: { readonly normsBeforeHead?: true },
): boolean {
  if (tap === 'pooled' || tap === 'logits') return true;
  return tap === lastStage(taps) && !normsBeforeHead;
}

/** The pairs as given; or all stages in order, last with last, the longer net's spread evenly over the shorter's. */
export function stagePairs({ pairs }: { readonly pairs?: unknown }, { student, teacher }: TapsInUse): readonly Pair[] {
  if (Array.isArray(pairs)) return pairs.map(asPair);
  const [own, other] = [stagesOf(student), stagesOf(teacher)];
  const count = Math.min(own.length, other.length);
  const spread = (names: readonly string[], index: number): string =>
    names[Math.ceil(((index + 1) * names.length) / count) - 1] ?? 'pooled';
  return Array.from({ length: count }, (_, index) => ({ student: spread(own, index), teacher: spread(other, index) }));
}

/** The pair as given, or what stands for it. */
export const onePair = (given: Configured | undefined, standard: Pair): Pair => (given ? asPair(given) : standard);

// The checker has seen to it that both are given.
const asPair = ({ settings }: Configured): Pair => settings as unknown as Pair;

/** What is wrong where maps are wanted and some pair has none, as a sentence fragment. */
export function notMaps(what: string, pairs: readonly Pair[], taps: TapsInUse): string | undefined {
  for (const pair of pairs)
    for (const net of ['student', 'teacher'] as const) {
      const shape = taps[net][pair[net]];
      if (!isMap(shape))
        return `\`${what}\` compares maps of rows × columns × channels, and \`${pair[net]}\` of the ${net} is ${shape?.join(' × ')}`;
    }
  return undefined;
}

/** The layers of each net that a method of many layers looks at. */
export interface Layers {
  readonly student: readonly string[];
  readonly teacher: readonly string[];
}

/** Those that settings name, or all stages. */
export function layersOf(settings: { readonly [setting: string]: unknown }, { student, teacher }: TapsInUse): Layers {
  const named = (of: 'student' | 'teacher'): readonly string[] | undefined => {
    const layers = settings[`${of}-layers`];
    return Array.isArray(layers) ? layers.map(String) : undefined;
  };
  return { student: named('student') ?? stagesOf(student), teacher: named('teacher') ?? stagesOf(teacher) };
}

/** Every layer of the student with every layer of the teacher. */
export function allPairs(taps: TapsInUse, settings: Parameters<typeof layersOf>[0] = {}): readonly Pair[] {
  const { student, teacher } = layersOf(settings, taps);
  return student.flatMap(own => teacher.map(other => ({ student: own, teacher: other })));
}

/** The layers of a hint: the second stage of each net, or its last, where none is named. */
export const hintPair = (
  { hint, guided }: { readonly hint?: unknown; readonly guided?: unknown },
  { student, teacher }: TapsInUse,
): Pair => ({
  student: typeof guided === 'string' ? guided : (stagesOf(student)[1] ?? lastStage(student)),
  teacher: typeof hint === 'string' ? hint : (stagesOf(teacher)[1] ?? lastStage(teacher)),
});

/** What is wrong with a hint between layers of different kinds, as a sentence fragment. */
export function unlikeHint(pair: Pair, { student, teacher }: TapsInUse): string | undefined {
  const [guided, hint] = [student[pair.student], teacher[pair.teacher]];
  if (guided?.length === hint?.length && guided?.length !== 2) return undefined;
  return `no regressor leads from \`${pair.student}\` of the student, ${guided?.join(' × ')}, to \`${pair.teacher}\` of the teacher, ${hint?.join(' × ')}: both must be maps of rows × columns × channels, or both vectors`;
}
