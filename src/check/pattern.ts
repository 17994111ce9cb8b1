import type { Block, Declaration, Setting, Tagged, Value } from '../../grammar/index.js';
import {
  blocks,
  type Configured,
  type Declarable,
  type Entry,
  findEntry,
  metricOfKey,
  type SettingShape,
  type TypeShape,
} from '../catalogue/index.js';
import { canonicalJson, type Json } from '../lib/json.js';
import { bareBlock } from './block.js';
import { reportTooManyArguments } from './configure.js';
import type { CheckContext } from './context.js';
import { declarationOf, entryKinds, reportUnknownThing } from './declared.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { itemsOf, meantBy } from './evaluate.js';
import type { Dataset, Strategy, Student, Teacher, Train, Trial } from './experiment.js';
import { readSettings, reportUnknownSetting } from './settings.js';
import { evaluateShape } from './value.js';

/** Whether a trial has everything a pattern mentions. What is not mentioned is not compared. */
export type Matches<T> = (value: T) => boolean;

/** What of a trial a pattern may mention. */
export type Comparable = Pick<Trial, 'dataset' | 'teachers' | 'student' | 'strategy' | 'train' | 'seed'>;

const axes = ['dataset', 'teacher', 'teachers', 'student', 'strategy', 'train', 'seed'] as const;

/** `{ strategy kd { temperature 8 }  seed 5 }` as a question to a trial; undefined where a mistake was reported. */
export function compilePattern(settings: readonly Setting[], context: CheckContext): Matches<Comparable> | undefined {
  const [first] = settings;
  if (!first) return () => true;
  const block: Block = { kind: 'Block', span: first.span, settings };
  const read = readSettings(block, { called: 'exclude', known: axes }, context);
  const parts: (Matches<Comparable> | undefined)[] = [];
  for (const { name, value } of read.values())
    parts.push(compilePart(name.text as (typeof axes)[number], value, context));
  return read.size === settings.length ? all(parts) : undefined;
}

function compilePart(
  name: (typeof axes)[number],
  value: Value,
  context: CheckContext,
): Matches<Comparable> | undefined {
  switch (name) {
    case 'seed': {
      const seed = compileShape(value, { is: 'number', whole: true }, context);
      return seed && (trial => seed(trial.seed));
    }
    case 'train': {
      const train = compileBlock(value, 'train', trainFields, context);
      return train && (trial => train(trial.train));
    }
    case 'dataset': {
      const dataset = compileThing<Dataset>(
        value,
        'dataset',
        one => ({ label: one.label, entry: one.from, fields: { ...one } }),
        context,
      );
      return dataset && (trial => dataset(trial.dataset));
    }
    case 'strategy': {
      const strategy = compileThing<Strategy>(
        value,
        'strategy',
        one => ({ label: one.label, entry: one.method, fields: { ...one.method.settings } }),
        context,
      );
      return strategy && (trial => strategy(trial.strategy));
    }
    case 'student': {
      const student = compileThing<Student>(
        value,
        'student',
        one => ({ label: one.label, entry: one.net, fields: { net: one.net } }),
        context,
      );
      return student && (trial => student(trial.student));
    }
    case 'teacher':
    case 'teachers': {
      const teacher = compileThing<Teacher>(value, 'teacher', viewTeacher, context);
      return teacher && (trial => trial.teachers.some(teacher));
    }
  }
}

interface View {
  readonly label: string;
  readonly entry: Configured | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

function viewTeacher({ label, origin }: Teacher): View {
  if (origin.from !== 'training') return { label, entry: undefined, fields: {} };
  return { label, entry: origin.net, fields: { net: origin.net, seed: origin.seed, train: origin.train } };
}

const trainFields = (train: Train): Readonly<Record<string, unknown>> => ({
  ...train,
  ...train.length,
  'label-smoothing': train.labelSmoothing,
  select: metricOfKey(train.select),
});

/** A name matches itself and what it stands for; settings behind it must match too; a list means any of it. */
function compileThing<T>(
  written: Value,
  kind: Declarable,
  view: (thing: T) => View,
  context: CheckContext,
): Matches<T> | undefined {
  const value = meantBy(written, context);
  if (!value) return undefined;
  if (value.kind === 'List') {
    const parts = itemsOf(value.items, context)?.map(item => compileThing(item, kind, view, context));
    return parts && any(parts);
  }
  if (value.kind === 'Missing') return undefined;
  if (value.kind === 'Each') {
    context.report(say.sweepNotHere.at(value.span, { setting: 'exclude' }));
    return undefined;
  }
  if (value.kind !== 'Tagged') {
    context.report(
      say.wrongKind.at(value.span, { found: describeValue(value), wanted: `the name of a ${kind}`, help: undefined }),
    );
    return undefined;
  }
  const entryKind = entryKinds[kind];
  const declared = declarationOf(value, kind, context);
  if (declared) {
    const method = kind === 'strategy' ? methodOf(declared, context) : undefined;
    const behind = value.block && compileFields(value.block.settings, kind, method, value.name.text, context);
    if (value.block && !behind) return undefined;
    return thing => view(thing).label === value.name.text && (!behind || behind(view(thing).fields));
  }
  const entry = findEntry(entryKind, value.name.text);
  if (!entry) {
    reportUnknownThing(value.name, kind, context);
    return undefined;
  }
  return compileEntryThing(value, entry, kind, view, context);
}

/** The entry a declared strategy is made of; undefined where that differs from point to point or is wrong. */
function methodOf(declaration: Declaration, context: CheckContext): Entry | undefined {
  const written = context.scope.blockOf(declaration).settings.find(({ name }) => name.text === 'method')?.value;
  const method = written && meantBy(written, context);
  return method?.kind === 'Tagged' ? findEntry('strategy', method.name.text) : undefined;
}

function compileEntryThing<T>(
  value: Tagged,
  entry: Entry,
  kind: Declarable,
  view: (thing: T) => View,
  context: CheckContext,
): Matches<T> | undefined {
  const own = compileArguments(value, entry, context);
  const behind = value.block && compileFields(value.block.settings, kind, entry, value.name.text, context);
  if (!own || (value.block && !behind)) return undefined;
  return thing => {
    const { entry: configured, fields } = view(thing);
    return configured?.name === value.name.text && own(configured.settings) && (!behind || behind(fields));
  };
}

/** A strategy's block holds the settings of its method; the other things have settings of their own. */
function compileFields(
  settings: readonly Setting[],
  kind: Declarable,
  entry: Entry | undefined,
  called: string,
  context: CheckContext,
) {
  const shapes: Readonly<Record<string, SettingShape>> =
    kind === 'strategy'
      ? shapesOf(entry)
      : Object.fromEntries(Object.entries(blocks[kind].settings).map(([name, { shape }]) => [name, shape]));
  const [first] = settings;
  if (!first) return () => true;
  const known = kind === 'strategy' && !entry ? settings.map(({ name }) => name.text) : Object.keys(shapes);
  const block: Block = { kind: 'Block', span: first.span, settings };
  const read = readSettings(block, { called, known }, context);
  if (read.size < settings.length) return undefined;
  const parts = [...read.values()].map(({ name, value }) => {
    const shape = shapes[name.text] ?? { is: 'label' };
    const match =
      shape.is === 'block'
        ? compileBlock(value, 'train', trainFields, context)
        : compileShape(value, plainShape(shape), context);
    return match && ((fields: Readonly<Record<string, unknown>>) => match(fields[name.text] as never));
  });
  return all(parts);
}

const shapesOf = (entry: Entry | undefined): Readonly<Record<string, TypeShape>> =>
  Object.fromEntries(Object.entries(entry?.parameters ?? {}).map(([name, { type }]) => [name, type]));

const plainShape = (shape: SettingShape): TypeShape => (isTypeShape(shape) ? shape : { is: 'number' });

const isTypeShape = (shape: SettingShape): shape is TypeShape =>
  !['declared', 'block', 'requirement', 'expectation', 'origin', 'seed', 'pattern', 'cases'].includes(shape.is);

/** Arguments of an entry: only what is mentioned is compared. */
function compileArguments(
  value: Tagged,
  entry: Entry,
  context: CheckContext,
): Matches<Configured['settings']> | undefined {
  if (!value.arguments?.length) return () => true;
  const shapes = shapesOf(entry);
  const frame = { called: value.name.text, known: Object.keys(shapes) };
  const rest = value.arguments.filter(({ name }) => !name);
  const parts: (Matches<Configured['settings']> | undefined)[] = [];
  if (entry.rest && rest[0]) {
    const name = entry.rest;
    const list = compileExact(
      { kind: 'List', span: rest[0].span, items: rest.map(argument => argument.value) },
      shapes[name] ?? { is: 'label' },
      context,
    );
    parts.push(list && (settings => list(settings[name] ?? null)));
  } else {
    rest.forEach((argument, index) => {
      const name = entry.positional?.[index];
      if (!name) reportTooManyArguments(argument, frame, entry.positional?.length ?? 0, context);
      const match = name ? compileShape(argument.value, shapes[name] ?? { is: 'label' }, context) : undefined;
      parts.push(match && name ? settings => match(settings[name] ?? null) : undefined);
    });
  }
  for (const { name, value: written } of value.arguments) {
    if (!name) continue;
    const shape = shapes[name.text];
    if (!shape) {
      reportUnknownSetting(name, frame, context);
      return undefined;
    }
    const match = compileShape(written, shape, context);
    parts.push(match && (settings => match(settings[name.text] ?? null)));
  }
  return all(parts);
}

function compileBlock<T>(
  value: Value,
  name: 'train',
  fields: (value: T) => Readonly<Record<string, unknown>>,
  context: CheckContext,
): Matches<T> | undefined {
  if (value.kind === 'Missing' || value.kind === 'Each') return undefined;
  const block = bareBlock(value, name, context);
  if (!block) return undefined;
  const shapes: Readonly<Record<string, { readonly shape: SettingShape }>> = blocks[name].settings;
  const read = readSettings(block, { called: name, known: Object.keys(shapes) }, context);
  if (read.size < block.settings.length) return undefined;
  const parts = [...read.values()].map(setting => {
    const match = compileShape(
      setting.value,
      plainShape(shapes[setting.name.text]?.shape ?? { is: 'number' }),
      context,
    );
    return match && ((whole: T) => match((fields(whole)[setting.name.text] ?? null) as Json));
  });
  return all(parts);
}

/** A value, or any of a list or range of them; a list where a list is wanted is compared as a whole. */
function compileShape(written: Value, shape: TypeShape, context: CheckContext): Matches<Json> | undefined {
  const value = meantBy(written, context);
  if (!value) return undefined;
  if (shape.is === 'list') return compileExact(value, shape, context);
  if (value.kind === 'List' || value.kind === 'Range') {
    const items = itemsOf(value.kind === 'List' ? value.items : [value], context);
    return items && any(items.map(item => compileShape(item, shape, context)));
  }
  if (shape.is === 'entry' && value.kind === 'Tagged') {
    const entry = findEntry(shape.of, value.name.text);
    const own = entry && compileArguments(value, entry, context);
    if (own)
      return found =>
        (found as unknown as Configured | null)?.name === value.name.text &&
        own((found as unknown as Configured).settings);
  }
  return compileExact(value, shape, context);
}

function compileExact(value: Value, shape: TypeShape, context: CheckContext): Matches<Json> | undefined {
  const place = { short: ['exclude'], long: [], owner: value, fixed: 'exclude' };
  const [wanted] = evaluateShape(value, shape, place, context);
  if (!wanted) return undefined;
  const text = canonicalJson(wanted.value);
  return found => found !== undefined && canonicalJson(found) === text;
}

const all = <T>(parts: readonly (Matches<T> | undefined)[]): Matches<T> | undefined =>
  parts.every(part => part !== undefined) ? value => parts.every(part => part(value)) : undefined;

const any = <T>(parts: readonly (Matches<T> | undefined)[]): Matches<T> | undefined =>
  parts.every(part => part !== undefined) ? value => parts.some(part => part(value)) : undefined;
