import { print, type Span, type Value } from '../../grammar/index.js';
import { type Amount, blocks, type Configured, type DatasetFacts } from '../catalogue/index.js';
import { configure } from './configure.js';
import { type CheckContext, type Place, under, underEntry, within } from './context.js';
import { evaluateThing, type Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import { evaluate, itemsOf } from './evaluate.js';
import type { Dataset } from './experiment.js';
import { evaluateSeed } from './seed.js';
import { given, readSettings, reportMissing, type Settings } from './settings.js';
import { constant, joinList, joinRecord, map, nothing, type Sweep } from './sweep.js';
import { evaluateShape } from './value.js';

const known = Object.keys(blocks.dataset.settings);

export const evaluateDataset = (node: Value, place: Place, context: CheckContext): Sweep<Dataset> =>
  evaluateThing(node, 'dataset', place, context, buildDataset);

export function buildDataset(thing: Thing, place: Place, context: CheckContext): Sweep<Dataset> {
  const settings = readSettings(thing.block, { called: 'dataset', known }, context);
  if (thing.entry && settings.has('from'))
    context.report(
      say.together.at(settings.get('from')?.name.span ?? thing.node.span, {
        one: thing.entry.name.text,
        other: 'from',
        of: 'a data set',
      }),
    );
  const dataset = joinRecord<Omit<Dataset, 'label' | 'facts'>>({
    from: evaluateFrom(thing, settings, place, context),
    train: evaluateAmount(settings, 'train', 'all', place, context),
    validation: evaluateAmount(settings, 'validation', { count: 0 }, place, context),
    test: evaluateAmount(settings, 'test', 'all', place, context),
    labeled: evaluateLabeled(given(settings, 'labeled'), under(place, 'labeled'), context),
    external: evaluateExternal(given(settings, 'external'), under(place, 'external'), context),
    augment: evaluateAugment(given(settings, 'augment'), under(place, 'augment'), context),
    splitSeed: evaluateSeed(given(settings, 'split-seed'), 0, under(place, 'split-seed'), context),
  });
  return dataset.flatMap(({ choices, value }): Sweep<Dataset> => {
    const facts = factsOf(value.from, settings.get('from')?.value.span ?? thing.node.span, context);
    if (!facts) return nothing;
    const judged: Dataset = { label: thing.label, facts, ...value };
    reportWrongAmounts(judged, thing, settings, context);
    return [{ choices, value: judged }];
  });
}

function factsOf(from: Configured, span: Span, context: CheckContext): DatasetFacts | undefined {
  const facts = context.files.facts(from);
  if (!('problem' in facts)) return facts;
  context.report(say.unusableData.at(span, { dataset: from.name, problem: facts.problem }));
  return undefined;
}

function evaluateFrom(thing: Thing, settings: Settings, place: Place, context: CheckContext): Sweep<Configured> {
  if (thing.entry) return configure(thing.entry, 'dataset', place, context);
  const from = given(settings, 'from');
  if (from)
    return evaluate(from, underEntry(place, 'from', 'dataset'), context, (plain, at, inside) =>
      configure(plain, 'dataset', at, inside),
    );
  reportMissing(
    thing.block,
    thing.node.span,
    { name: 'from', of: `data set \`${thing.label}\``, example: 'from mnist' },
    context,
  );
  return nothing;
}

function evaluateAmount(
  settings: Settings,
  name: 'train' | 'validation' | 'test',
  standard: Amount,
  place: Place,
  context: CheckContext,
): Sweep<Amount> {
  const value = given(settings, name);
  return value
    ? (evaluateShape(value, { is: 'amount' }, under(place, name), context) as Sweep<Amount>)
    : constant(standard);
}

/** A count, a share, `all`, or `per-class(25)`. */
function evaluateLabeled(node: Value | undefined, place: Place, context: CheckContext): Sweep<Dataset['labeled']> {
  if (!node) return constant('all');
  return evaluate(node, place, context, (plain, at, inside): Sweep<Dataset['labeled']> => {
    const isPerClass = plain.kind === 'Tagged' && plain.name.text === 'per-class' && !plain.block;
    if (!isPerClass) return evaluateShape(plain, { is: 'amount' }, at, inside) as Sweep<Amount>;
    const [argument, ...more] = plain.arguments ?? [];
    if (argument && !argument.name && more.length === 0) {
      const count = evaluateShape(argument.value, { is: 'number', whole: true, min: 1 }, at, inside) as Sweep<number>;
      return map(count, perClass => ({ perClass }));
    }
    inside.report(
      say.wrongKind.at(plain.span, {
        found: print(plain),
        wanted: 'a count for each class',
        help: 'write `per-class(25)`',
      }),
    );
    return nothing;
  });
}

function evaluateExternal(node: Value | undefined, place: Place, context: CheckContext): Sweep<readonly Dataset[]> {
  if (!node) return constant([]);
  return evaluate(node, place, context, (plain, at, inside) => {
    const items = plain.kind === 'List' ? itemsOf(plain.items, inside) : [plain];
    if (!items) return nothing;
    return joinList(items.map((item, index) => evaluateDataset(item, within(at, 'place', String(index + 1)), inside)));
  });
}

function evaluateAugment(node: Value | undefined, place: Place, context: CheckContext): Sweep<readonly Configured[]> {
  if (!node) return constant([]);
  return evaluateShape(node, blocks.dataset.settings.augment.shape, place, context) as unknown as Sweep<
    readonly Configured[]
  >;
}

/**
 * The validation part is taken from the training examples, so both together cannot be more than there are; and of
 * nothing nothing can be learned or measured.
 */
function reportWrongAmounts(dataset: Dataset, thing: Thing, settings: Settings, context: CheckContext): void {
  const { examples } = dataset.facts;
  const { train, validation, test, labeled, from } = dataset;
  const spanOf = (name: string) => settings.get(name)?.value.span ?? thing.node.span;
  const tooMany = (part: string, asked: number, has: number, name: string) =>
    context.report(say.tooMany.at(spanOf(name), { asked, part, has, dataset: from.name }));
  const nothingLeft = (part: string, name: string) => context.report(say.noExamples.at(spanOf(name), { part }));

  const kept = countOf(validation, examples.train);
  const asked = (train === 'all' ? 0 : countOf(train, examples.train)) + kept;
  const learned = train === 'all' ? examples.train - kept : countOf(train, examples.train);
  const tested = countOf(test, examples.test);
  if (asked > examples.train)
    tooMany('training', asked, examples.train, settings.has('train') ? 'train' : 'validation');
  else if (learned <= 0) nothingLeft('to learn', settings.has('train') ? 'train' : 'validation');
  else if (typeof labeled === 'object' && 'count' in labeled && labeled.count > learned)
    tooMany('labeled', labeled.count, learned, 'labeled');
  if (tested > examples.test) tooMany('test', tested, examples.test, 'test');
  if (tested <= 0) nothingLeft('to measure on', 'test');
}

const countOf = (amount: Amount, whole: number): number =>
  amount === 'all' ? whole : 'count' in amount ? amount.count : Math.round(amount.share * whole);
