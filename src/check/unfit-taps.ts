import {
  type CatalogueKind,
  type Configured,
  findEntry,
  isConfigured,
  type NetEntry,
  needsOf,
  type Taps,
  type TapsInUse,
  type TypeShape,
} from '../catalogue/index.js';
import { nearest } from '../lib/nearest.js';
import { circumstancesOf } from './circumstances.js';
import type { CheckContext } from './context.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Dataset, Teacher } from './experiment.js';
import { misfitsOf } from './misfits.js';
import type { Row } from './rows.js';

/** Layers that a strategy names and its nets do not have, or cannot compare. Each trio of parts is judged once. */
export function reportUnfitTaps(rows: Iterable<Row>, context: CheckContext): void {
  const judged = new Map<object, Map<object, Set<object>>>();
  for (const row of rows) {
    const { strategy, student, teachers } = row;
    const students = judged.get(strategy) ?? new Map<object, Set<object>>();
    judged.set(strategy, students);
    const seen = students.get(student) ?? new Set<object>();
    students.set(student, seen);
    if (seen.has(teachers)) continue;
    seen.add(teachers);
    judge(row, context);
  }
}

function judge(row: Row, context: CheckContext): void {
  const { method, span } = row.strategy;
  const needs = needsOf(method);
  if (needs.teachers !== 'taps' || (needs.single && row.teachers.length > 1)) return;
  const said = new Set<string>();
  for (const teacher of row.teachers) {
    const taps = tapsOf(row, teacher);
    // undefined: another check has said what is wrong with the net
    for (const finding of taps ? findingsOf(method, taps) : []) {
      const key = JSON.stringify(finding);
      if (said.has(key)) continue; // teachers of one kind are one mistake
      said.add(key);
      if ('problem' in finding) context.report(say.misfit.at(span, finding));
      else context.report(say.unknownTap.at(span, finding));
    }
  }
}

type Finding = { readonly problem: string } | Parameters<typeof say.unknownTap.at>[1];

/** Layers that are not there; where all are, what cannot be compared. */
function findingsOf(method: Configured, taps: TapsInUse): readonly Finding[] {
  const written = tapsWritten('strategy', method);
  const unknown = written.filter(({ of, tap }) => !Object.hasOwn(taps[of], tap));
  if (unknown.length === 0) return tapMisfitsOf('strategy', method, taps).map(problem => ({ problem }));
  return unknown.map(({ of, tap }) => {
    const names = Object.keys(taps[of]);
    const known = `it has ${names.map(name => `\`${name}\` (${taps[of][name]?.join(' × ')})`).join(', ')}`;
    return { tap, of: `the ${of}`, near: nearest(tap, names), known };
  });
}

function tapsOf({ student, dataset }: Row, teacher: Teacher): TapsInUse | undefined {
  const [own, other] = [tapsOfNet(student.net, dataset), tapsOfTeacher(teacher, dataset)];
  return own && other && { student: own, teacher: other };
}

/** What a teacher shows; undefined for a ready-made one, and for a net that does not fit. */
export function tapsOfTeacher({ origin }: Teacher, dataset: Dataset): Taps | undefined {
  switch (origin.from) {
    case 'file':
      return undefined;
    case 'training':
      return tapsOfNet(origin.net, origin.dataset ?? dataset);
    case 'trial':
      return tapsOfNet(origin.trial.student.net, origin.trial.dataset);
  }
}

/** What a net shows of images of a data set; undefined where it cannot take them. */
export function tapsOfNet(net: Configured, dataset: Dataset): Taps | undefined {
  const use = circumstancesOf({ dataset, teachers: [] });
  if (misfitsOf('net', net, { ...use, hasValidation: false }).length > 0) return undefined;
  // The settings are those of the entry; the type cannot follow a name.
  const entry = findEntry('net', net.name) as NetEntry | undefined;
  return entry?.shape(net.settings as never, use.input, use.classes).taps;
}

interface WrittenTap {
  readonly of: 'student' | 'teacher';
  readonly tap: string;
}

/** All layers named in the settings of an entry, at any depth. */
function tapsWritten(kind: CatalogueKind, { name, settings }: Configured): readonly WrittenTap[] {
  const inside = (shape: TypeShape, value: unknown): readonly WrittenTap[] => {
    if (shape.is === 'tap' && typeof value === 'string') return [{ of: shape.of, tap: value }];
    if (shape.is === 'entry' && isConfigured(value)) return tapsWritten(shape.of, value);
    if (shape.is === 'list' && Array.isArray(value)) return value.flatMap(item => inside(shape.of, item));
    return [];
  };
  return Object.entries(findEntry(kind, name)?.parameters ?? {}).flatMap(([setting, { type }]) =>
    inside(type, settings[setting]),
  );
}

/** What cannot be compared, by an entry and by all entries inside its settings. */
function tapMisfitsOf(kind: CatalogueKind, { name, settings }: Configured, taps: TapsInUse): readonly string[] {
  const entry = findEntry(kind, name);
  const own = entry?.tapMisfit?.(settings, taps);
  const inside = Object.values(settings).flatMap(value => (Array.isArray(value) ? value.filter(isConfigured) : []));
  const losses = kind === 'strategy' ? inside.flatMap(part => tapMisfitsOf('loss', part, taps)) : [];
  return own === undefined ? losses : [own, ...losses];
}
