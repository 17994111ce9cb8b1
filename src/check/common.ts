import type { Block, Value } from '../../grammar/index.js';
import { blocks, type Configured, givesPictures, metricKey, type TypeShape } from '../catalogue/index.js';
import { bareBlock } from './block.js';
import type { CheckContext, Place } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import type { Limits, Resources, Strategy } from './experiment.js';
import { given, readSettings, type Settings } from './settings.js';
import { evaluateStrategy } from './strategy.js';
import { constant, nothing } from './sweep.js';
import { evaluateShape } from './value.js';

/** What holds for all points of an experiment; no `each` may stand in it. */
export interface Common {
  readonly about: string | undefined;
  readonly measure: readonly Configured[];
  readonly compare: Comparison | undefined;
  readonly stopEarly: Configured | undefined;
  readonly limits: Limits;
  readonly resources: Resources;
}

export interface Comparison {
  readonly against: Strategy;
  readonly by: Configured;
  readonly node: Value;
}

const accuracy: Configured = { name: 'accuracy', settings: {} };

export function readCommon(settings: Settings, context: CheckContext): Common {
  const compare = readCompare(given(settings, 'compare'), context);
  const about = given(settings, 'about');
  return {
    about: about && fixed<string>(about, 'about', place => evaluateShape(about, { is: 'text' }, place, context)),
    measure: readMeasure(settings, compare, context),
    compare,
    stopEarly: readHalting(given(settings, 'stop-early'), context),
    limits: readLimits(given(settings, 'limits'), context),
    resources: readResources(given(settings, 'resources'), context),
  };
}

function readMeasure(
  settings: Settings,
  compare: Comparison | undefined,
  context: CheckContext,
): readonly Configured[] {
  const node = given(settings, 'measure');
  const shape = blocks.experiment.settings.measure.shape;
  const written =
    node && fixed<readonly Configured[]>(node, 'measure', place => evaluateShape(node, shape, place, context));
  const measured = written ?? [accuracy];
  const keys = new Set(measured.map(metricKey));
  // the verdict needs its metric, whether or not the author listed it
  return compare && !keys.has(metricKey(compare.by)) ? [...measured, compare.by] : measured;
}

function readCompare(node: Value | undefined, context: CheckContext): Comparison | undefined {
  const settings = node && readBlock(node, 'compare', context);
  if (!node || !settings) return undefined;
  const against = given(settings, 'against') ?? nameNode(node, 'none');
  const by = given(settings, 'by');
  const strategy = fixed<Strategy>(against, 'compare', place => evaluateStrategy(against, place, context));
  const metric = by
    ? fixed<Configured>(by, 'compare', place => evaluateShape(by, { is: 'entry', of: 'metric' }, place, context))
    : accuracy;
  if (by && metric && givesPictures(metric)) {
    context.report(say.notOfPredictions.at(by.span, { metric: metric.name, setting: 'compare' }));
    return undefined;
  }
  return strategy && metric ? { against: strategy, by: metric, node } : undefined;
}

const readHalting = (node: Value | undefined, context: CheckContext): Configured | undefined =>
  node &&
  fixed<Configured>(node, 'stop-early', place => evaluateShape(node, { is: 'entry', of: 'halting' }, place, context));

function readLimits(node: Value | undefined, context: CheckContext): Limits {
  const settings = node && readBlock(node, 'limits', context);
  const { time, retries, memory } = blocks.limits.settings;
  const read = numberReader(settings, 'limits', context);
  const [timeMs, memoryBytes] = [read('time', time.shape), read('memory', memory.shape)];
  return {
    retries: read('retries', retries.shape) ?? 2,
    ...(timeMs === undefined ? {} : { timeMs }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
  };
}

function readResources(node: Value | undefined, context: CheckContext): Resources {
  const settings = node && readBlock(node, 'resources', context);
  const shapes = blocks.resources.settings;
  const read = numberReader(settings, 'resources', context);
  const [gpus, memoryBytes] = [read('gpus', shapes.gpus.shape) ?? 0, read('memory', shapes.memory.shape)];
  const asked = settings?.get('gpus');
  if (gpus > 1 && asked) {
    const help = 'a training computes on one card; `gpus 1` says that it needs one';
    context.report(say.notOffered.at(asked.value.span, { what: `one training on ${gpus} cards`, help }));
  }
  return { gpus, cpus: read('cpus', shapes.cpus.shape) ?? 1, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
}

const numberReader =
  (settings: Settings | undefined, block: string, context: CheckContext) =>
  (name: string, shape: TypeShape): number | undefined => {
    const node = settings && given(settings, name);
    return node && fixed<number>(node, block, place => evaluateShape(node, shape, place, context));
  };

function readBlock(node: Value, name: 'compare' | 'limits' | 'resources', context: CheckContext): Settings | undefined {
  const [found] = evaluate(node, placeOf(node, name), context, (plain, _, inside) => {
    const block: Block | undefined = bareBlock(plain, name, inside);
    return block
      ? constant(readSettings(block, { called: name, known: Object.keys(blocks[name].settings) }, inside))
      : nothing;
  });
  return found?.value;
}

/** The one value of something that may not be swept. */
function fixed<T>(
  node: Value,
  setting: string,
  read: (place: Place) => readonly { readonly value: unknown }[],
): T | undefined {
  return read(placeOf(node, setting))[0]?.value as T | undefined;
}

const placeOf = (node: Value, setting: string): Place => ({
  short: [setting],
  long: [],
  owner: node,
  fixed: setting,
});

const nameNode = (node: Value, text: string): Value => ({
  kind: 'Tagged',
  span: node.span,
  name: { kind: 'Name', span: node.span, text },
  arguments: undefined,
  block: undefined,
});
