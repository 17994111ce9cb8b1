import type { Span, Value } from '../../grammar/index.js';
import { blocks, type Configured, findEntry, type MetricEntry, metricKey, type NetEntry } from '../catalogue/index.js';
import { bareBlock } from './block.js';
import { configure } from './configure.js';
import { type CheckContext, type Place, under } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate } from './evaluate.js';
import type { Train } from './experiment.js';
import { readSettings, reportTogether, type Settings } from './settings.js';
import { constant, joinRecord, nothing, type Sweep } from './sweep.js';
import { evaluateShape } from './value.js';

/** A `train` block as written: what is missing comes from the net it trains. */
export interface WrittenTrain {
  readonly epochs: number | undefined;
  readonly steps: number | undefined;
  readonly batch: number | undefined;
  readonly optimizer: Configured | undefined;
  readonly schedule: Configured | undefined;
  readonly clip: number | undefined;
  readonly 'label-smoothing': number | undefined;
  readonly select: Configured | undefined;
  readonly stop: Configured | undefined;
}

const names = Object.keys(blocks.train.settings) as readonly (keyof WrittenTrain)[];

export function evaluateTrain(node: Value | undefined, place: Place, context: CheckContext): Sweep<WrittenTrain> {
  if (!node) return constant(Object.fromEntries(names.map(name => [name, undefined])) as unknown as WrittenTrain);
  return evaluate(node, place, context, (plain, at, inside) => {
    const block = bareBlock(plain, 'train', inside);
    if (!block) return nothing;
    const settings = readSettings(block, { called: 'train', known: names }, inside);
    reportTogether(settings, ['epochs', 'steps'], '`train`', inside);
    const fields = Object.fromEntries(names.map(name => [name, evaluateField(name, settings, at, inside)]));
    return joinRecord<WrittenTrain>(fields as { [K in keyof WrittenTrain]: Sweep<WrittenTrain[K]> });
  });
}

function evaluateField(
  name: keyof WrittenTrain,
  settings: Settings,
  place: Place,
  context: CheckContext,
): Sweep<unknown> {
  const value = settings.get(name)?.value;
  if (!value) return constant(undefined);
  const shape = blocks.train.settings[name].shape;
  const at = under(place, name);
  if (shape.is === 'entry') {
    const configured = evaluate(value, at, context, (plain, where, inside) =>
      configure(plain, shape.of, where, inside),
    );
    if (name === 'select')
      for (const { value: metric } of configured) reportNoPredictions(metric, name, value.span, context);
    return configured;
  }
  return evaluateShape(value, shape, at, context);
}

/** A metric by which a net is judged alone must be about its predictions. */
function reportNoPredictions({ name }: Configured, setting: string, span: Span, context: CheckContext): void {
  const { unit, needsTeachers } = findEntry('metric', name) as MetricEntry;
  if ((unit !== 'share' && unit !== 'number') || needsTeachers)
    context.report(say.notOfPredictions.at(span, { metric: name, setting }));
}

/** The whole of it, for a net. */
export function completeTrain(written: WrittenTrain, net: Configured): Train {
  const defaults = (findEntry('net', net.name) as NetEntry).train;
  const { steps, clip, stop } = written;
  return {
    length: steps === undefined ? { epochs: written.epochs ?? defaults.epochs } : { steps },
    batch: written.batch ?? defaults.batch,
    optimizer: written.optimizer ?? defaults.optimizer,
    schedule: written.schedule ?? defaults.schedule,
    labelSmoothing: written['label-smoothing'] ?? 0,
    select: written.select ? metricKey(written.select) : 'accuracy',
    ...(clip === undefined ? {} : { clip }),
    ...(stop === undefined ? {} : { stop }),
  };
}
