import type { Span } from '../../grammar/index.js';
import {
  affineBehind,
  bottleneckOf,
  type Concept,
  type Configured,
  cavsOf,
  findEntry,
  type NetEntry,
  type Taps,
} from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Dataset, Strategy, Teacher } from './experiment.js';
import type { Row } from './rows.js';
import { tapsOfTeacher } from './unfit-taps.js';

/** Concepts that data set or teachers cannot show. Each combination of parts is judged once. */
export function reportUnfitConcepts(rows: Iterable<Row>, context: CheckContext): void {
  // one concept may be used by many strategies, and what is wrong with it is one mistake
  const said = new Set<string>();
  const judged = new Map<Strategy, Map<Dataset, Set<readonly Teacher[]>>>();
  for (const row of rows) {
    const { strategy, dataset, teachers } = row;
    const datasets = judged.get(strategy) ?? new Map<Dataset, Set<readonly Teacher[]>>();
    judged.set(strategy, datasets);
    const seen = datasets.get(dataset) ?? new Set<readonly Teacher[]>();
    datasets.set(dataset, seen);
    if (seen.has(teachers)) continue;
    seen.add(teachers);
    judge(row, said, context);
  }
}

function judge(row: Row, said: Set<string>, context: CheckContext): void {
  const { method, span } = row.strategy;
  const [cav, ...others] = cavsOf(method);
  if (!cav) return;
  const misfit = (problem: string): void => context.report(say.misfit.at(span, { problem }));
  if (others.length > 0) misfit('a strategy weighs its teachers by concepts in one place only, and here are several');
  for (const problem of unknownClasses(cav, row.dataset)) {
    if (!said.has(problem)) misfit(problem);
    said.add(problem);
  }
  for (const teacher of row.teachers) judgeTap(cav, teacher, row.dataset, span, context);
}

function unknownClasses({ settings }: Configured, { facts, from }: Dataset): readonly string[] {
  const known = facts.classes.map(name => name.toLowerCase());
  const listed = (names: unknown): readonly string[] => (Array.isArray(names) ? names.map(String) : []);
  const concepts = settings.concepts as unknown as readonly Concept[];
  const wanted = [
    ...concepts.flatMap(({ name, positive, negative }) =>
      [positive, negative].flatMap(source =>
        listed(source.name === 'classes' ? source.settings.names : []).map(text => ({
          text,
          by: `concept \`${name}\``,
        })),
      ),
    ),
    ...listed(settings.targets).map(text => ({ text, by: '`targets`' })),
  ];
  return wanted.flatMap(({ text, by }) => {
    if (known.includes(text.toLowerCase())) return [];
    const near = nearest(text, facts.classes);
    return [
      `${by} names the class \`${text}\`, which ${from.name} does not have${near ? `; did you mean \`${near}\`?` : ''}`,
    ];
  });
}

function judgeTap(cav: Configured, teacher: Teacher, dataset: Dataset, span: Span, context: CheckContext): void {
  const of = `teacher \`${teacher.label}\``;
  if (teacher.origin.from === 'file') {
    const problem = `concepts are looked for in inner layers, and the ready-made ${of} shows its outputs only`;
    context.report(say.misfit.at(span, { problem }));
    return;
  }
  const taps = tapsOfTeacher(teacher, dataset);
  if (!taps) return; // another check has said what is wrong with the net
  const names = Object.keys(taps);
  const tap = typeof cav.settings.tap === 'string' ? cav.settings.tap : bottleneckOf(taps);
  if (!Object.hasOwn(taps, tap)) {
    const known = `it has ${names.map(name => `\`${name}\` (${taps[name]?.join(' × ')})`).join(', ')}`;
    context.report(say.unknownTap.at(span, { tap, of, near: nearest(tap, names), known }));
  } else if (affineBehind(tap, taps, netOf(teacher)))
    context.report(say.affineTap.at(span, { tap, of, help: earlier(tap, taps) }));
}

function netOf({ origin }: Teacher): Pick<NetEntry, 'normsBeforeHead'> {
  const net = origin.from === 'training' ? origin.net : origin.from === 'trial' ? origin.trial.student.net : undefined;
  return (net && (findEntry('net', net.name) as NetEntry | undefined)) ?? {};
}

function earlier(tap: string, taps: Taps): string | undefined {
  const before = bottleneckOf(taps);
  return before === tap ? 'the net has no earlier one' : `take an earlier one: \`tap ${before}\``;
}
