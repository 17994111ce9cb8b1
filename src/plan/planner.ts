import {
  asMeasure,
  bottleneckOf,
  type Concept,
  type Configured,
  cavsOf,
  findEntry,
  givesPictures,
  type MetricEntry,
  metricOfKey,
  type NetEntry,
  needsOf,
} from '../catalogue/index.js';
import type { Origin, Teacher, TrainedTeacher, Trial } from '../check/experiment.js';
import { DataSpecs, type Fingerprint, factsOf } from './data-spec.js';
import type { JobId } from './job-id.js';
import { JobTable } from './job-table.js';
import type { DataSpec, Job, JobSpec, Numerics, PlannedConcepts, TeacherInput } from './plan.js';
import { conceptsWork, forwardWork, trainWork } from './work.js';

const none: Configured = { name: 'none', settings: {} };

/** A teacher's jobs, as its students need them. */
export interface TeacherJobs {
  readonly product: JobId;
  /** Undefined for a net whose structure is not known before it is read. */
  readonly net: Configured | undefined;
  /** Measures it on the test part, by what its students are measured by. */
  readonly evaluation: JobId;
  readonly gate: JobId | undefined;
}

/** What a trial comes down to. */
export interface TrialJobs {
  readonly student: JobId;
  readonly result: JobId;
  readonly teachers: readonly TeacherJobs[];
  readonly concepts?: PlannedConcepts;
}

/** Makes jobs, each once, inputs before what needs them. */
export class Planner {
  readonly data: DataSpecs;
  private readonly table: JobTable;
  private readonly teachers = new Map<Teacher, Map<string, TeacherJobs>>();
  private readonly seeded = new Map<string, string>();
  private readonly exampleFiles = new Map<string, string>();

  constructor(
    numerics: Numerics,
    fingerprint: Fingerprint,
    private readonly fileFingerprint: (path: string) => string | { readonly missing: string },
    private readonly examplesFingerprint: (source: Configured) => string | { readonly missing: string },
  ) {
    this.table = new JobTable(numerics);
    this.data = new DataSpecs(fingerprint);
  }

  get jobs(): readonly Job[] {
    return this.table.jobs;
  }

  get missingFiles(): readonly { readonly dataset: string; readonly text: string }[] {
    return [...this.seeded].map(([dataset, text]) => ({ dataset, text }));
  }

  /**
   * `gates` are passed before any student of the experiment is trained; `asked` is what its students are asked about
   * concepts, so that those of all strategies can be compared.
   */
  planTrial(trial: Trial, label: string, gates: readonly JobId[], asked?: Configured): TrialJobs {
    const data = this.data.of(trial.dataset, trial.seed);
    const teachers = trial.teachers.map(teacher => this.planTeacher(teacher, trial));
    const [cav] = cavsOf(trial.strategy.method);
    const student = this.planStudent(trial, data, teachers, label, gates, cav);
    const concepts = asked && this.planConcepts(trial, teachers, student, label, cav, asked);
    const compares = trial.measure.some(comparesWithTeachers);
    const measured = compares && teachers.length === 0 ? withoutTeachers(trial.measure) : trial.measure;
    const test = this.data.forPart(data, 'test');
    const spec: JobSpec = {
      kind: 'evaluate',
      product: student,
      data: test,
      part: 'test',
      teachers: compares ? teachers.map(({ product, net }) => this.outputs(product, net, test, 'test', trial)) : [],
      metrics: measured,
      external: trial.dataset.external.map(external => this.data.forPart(this.data.of(external, trial.seed), 'test')),
    };
    const work = forwardWork(trial.student.net, test, 'test');
    return {
      student,
      teachers,
      ...(concepts ? { concepts } : {}),
      result: this.table.add(spec, `evaluate ${label}`, [student, ...spec.teachers], work, trial),
    };
  }

  planTeacher(teacher: Teacher, trial: Trial): TeacherJobs {
    const byUse = this.teachers.get(teacher) ?? new Map<string, TeacherJobs>();
    this.teachers.set(teacher, byUse);
    const circumstances = this.circumstancesOf(teacher, trial);
    const known = byUse.get(circumstances);
    if (known) return known;
    const jobs = this.makeTeacher(teacher, trial);
    byUse.set(circumstances, jobs);
    return jobs;
  }

  /** What of a trial a teacher depends on; the same teacher in the same circumstances has the same jobs. */
  private circumstancesOf({ origin }: Teacher, trial: Trial): string {
    const data = this.data.of(trial.dataset, trial.seed);
    const own = origin.from === 'training' && origin.dataset ? this.data.of(origin.dataset, trial.seed) : data;
    const seed = origin.from === 'training' ? seedOf(origin, trial.seed) : 0;
    return [numberOf(own), numberOf(data), seed, numberOf(trial.measure)].join(' ');
  }

  private makeTeacher(teacher: Teacher, trial: Trial): TeacherJobs {
    const data = this.data.of(trial.dataset, trial.seed);
    const { product, net, trainedOn } = this.planProduct(teacher.origin, `teacher ${teacher.label}`, trial);
    const measured = withoutTeachers(trial.measure).filter(metric => !givesPictures(metric));
    const evaluation = this.evaluation(
      product,
      net,
      data,
      'test',
      measured,
      `evaluate teacher ${teacher.label}`,
      trial,
    );
    return { product, net, evaluation, gate: this.gate(teacher, product, net, trainedOn ?? data, trial) };
  }

  private gate(
    { label, require }: Teacher,
    product: JobId,
    net: Configured | undefined,
    data: DataSpec,
    trial: Trial,
  ): JobId | undefined {
    if (!require) return undefined;
    const { metric, operator, value } = require;
    const part = hasValidation(data) ? 'validation' : 'test';
    const measured = this.evaluation(
      product,
      net,
      data,
      part,
      [metricOfKey(metric) ?? { name: metric, settings: {} }],
      `evaluate teacher ${label} on ${part}`,
      trial,
    );
    const spec: JobSpec = { kind: 'gate', evaluation: measured, teacher: label, metric, operator, value };
    return this.table.add(spec, `require of teacher ${label}`, [measured], 0, trial);
  }

  private evaluation(
    product: JobId,
    net: Configured | undefined,
    data: DataSpec,
    part: 'test' | 'validation',
    metrics: readonly Configured[],
    label: string,
    trial: Trial,
  ): JobId {
    const on = this.data.forPart(data, part);
    const spec: JobSpec = { kind: 'evaluate', product, data: on, part, teachers: [], metrics, external: [] };
    return this.table.add(spec, label, [product], net ? forwardWork(net, on, part) : 0, trial);
  }

  private planProduct(
    origin: Origin | TrainedTeacher,
    label: string,
    trial: Trial,
  ): { product: JobId; net: Configured | undefined; trainedOn?: DataSpec } {
    switch (origin.from) {
      case 'file':
        return { product: this.importFile(origin.path, label, trial), net: undefined };
      case 'trial':
        return {
          product: this.planTrial(origin.trial, labelOf(origin.trial), []).student,
          net: origin.trial.student.net,
        };
      case 'training': {
        const data = this.data.of(origin.dataset ?? trial.dataset, trial.seed);
        const spec: JobSpec = {
          kind: 'train',
          data: this.data.forTraining(data),
          net: origin.net,
          strategy: none,
          teachers: [],
          train: origin.train,
          seed: seedOf(origin, trial.seed),
        };
        const product = this.table.add(spec, label, [], trainWork(origin.net, [], origin.train, data), trial);
        return { product, net: origin.net, trainedOn: data };
      }
    }
  }

  private planStudent(
    trial: Trial,
    data: DataSpec,
    teachers: readonly TeacherJobs[],
    label: string,
    gates: readonly JobId[],
    cav: Configured | undefined,
  ): JobId {
    const needs = needsOf(trial.strategy.method);
    const heard = needs.teachers ? teachers : [];
    const stores = data.augment.length === 0 && needs.teachers !== 'taps';
    const inputs = heard.map(({ product, net }): TeacherInput => {
      const asked = cav ? { concepts: this.concepts(product, net, cav, trial) } : {};
      if (!stores) return { product, ...asked };
      const outputs = this.outputs(product, net, this.data.forPart(data, 'train'), 'train', trial);
      return { product, outputs, ...asked };
    });
    const { start } = trial.student;
    const from = start && this.planProduct(start, `start of ${label}`, trial).product;
    const spec: JobSpec = {
      kind: 'train',
      data: this.data.forTraining(data),
      net: trial.student.net,
      ...(from ? { start: from } : {}),
      strategy: trial.strategy.method,
      teachers: inputs,
      train: trial.train,
      seed: trial.seed,
    };
    const live = stores ? [] : heard.flatMap(({ net }) => net ?? []);
    const needed = [
      ...(from ? [from] : []),
      ...inputs.flatMap(({ product, outputs, concepts }) => [product, outputs ?? [], concepts ?? []].flat()),
    ];
    return this.table.add(
      spec,
      label,
      [...needed, ...gates],
      trainWork(trial.student.net, live, trial.train, data),
      trial,
    );
  }

  private outputs(
    product: JobId,
    net: Configured | undefined,
    data: DataSpec,
    part: 'train' | 'test',
    trial: Trial,
  ): JobId {
    const spec: JobSpec = { kind: 'outputs', product, data, part };
    const label = `outputs of ${this.table.get(product)?.label ?? 'a teacher'} on ${part}`;
    return this.table.add(spec, label, [product], net ? forwardWork(net, data, part) : 0, trial);
  }

  private planConcepts(
    trial: Trial,
    teachers: readonly TeacherJobs[],
    student: JobId,
    label: string,
    cav: Configured | undefined,
    asked: Configured,
  ): PlannedConcepts {
    const { net } = trial.student;
    const own = fittingTap(cav ?? asked, net, this.data.of(trial.dataset, trial.seed));
    return {
      teachers: cav
        ? teachers.map((teacher, index) => ({
            label: trial.teachers[index]?.label ?? '',
            job: this.concepts(teacher.product, teacher.net, cav, trial),
          }))
        : [],
      training: student,
      student: this.concepts(student, net, own, trial, label),
    };
  }

  private concepts(
    product: JobId,
    net: Configured | undefined,
    cav: Configured,
    trial: Trial,
    of = this.table.get(product)?.label ?? 'a teacher',
  ): JobId {
    const data = this.data.forConcepts(this.data.of(trial.dataset, trial.seed));
    const measure = asMeasure(cav);
    const concepts = measure.settings.concepts as unknown as readonly Concept[];
    const files = concepts.flatMap(({ positive, negative }) => [positive, negative].map(one => this.filesOf(one)));
    const spec: JobSpec = { kind: 'concepts', product, data, measure, files, seed: trial.seed };
    return this.table.add(spec, `concepts of ${of}`, [product], net ? conceptsWork(net, measure, data) : 0, trial);
  }

  private filesOf(source: Configured): string {
    const key = `${source.name} ${JSON.stringify(source.settings)}`;
    const known = this.exampleFiles.get(key);
    if (known !== undefined) return known;
    const found = this.examplesFingerprint(source);
    if (typeof found !== 'string') this.seeded.set(key, found.missing);
    const fingerprint = typeof found === 'string' ? found : 'missing';
    this.exampleFiles.set(key, fingerprint);
    return fingerprint;
  }

  private importFile(path: string, label: string, trial: Trial): JobId {
    const found = this.fileFingerprint(path);
    if (typeof found !== 'string') this.seeded.set(path, found.missing);
    return this.table.add(
      { kind: 'import', path, fingerprint: typeof found === 'string' ? found : 'missing' },
      label,
      [],
      0,
      trial,
    );
  }
}

/** A layer that a strategy names of its teachers need not be one of the student, which is then asked at its own. */
function fittingTap(cav: Configured, net: Configured, data: DataSpec): Configured {
  const { tap } = cav.settings;
  const { input, classes } = factsOf(data);
  const { taps } = (findEntry('net', net.name) as NetEntry).shape(net.settings, input, classes.length);
  if (typeof tap !== 'string' || Object.hasOwn(taps, tap)) return cav;
  return { ...cav, settings: { ...cav.settings, tap: bottleneckOf(taps) } };
}

const comparesWithTeachers = ({ name }: Configured): boolean =>
  (findEntry('metric', name) as MetricEntry | undefined)?.needsTeachers === true;

const withoutTeachers = (measure: readonly Configured[]): readonly Configured[] =>
  measure.filter(metric => !comparesWithTeachers(metric));

/** Copies of a teacher are far apart, so that they never fall on the seed of another trial. */
const seedOf = ({ seed, copy }: TrainedTeacher, trialSeed: number): number =>
  (seed === 'trial' ? trialSeed : seed) + copy * 1_000_000;

const hasValidation = ({ validation }: DataSpec): boolean => validation === 'all' || Object.values(validation)[0] !== 0;

/** A trial in words: `kd, temperature 4, seed 2`. */
export function labelOf({ experiment, point, seed }: Pick<Trial, 'experiment' | 'point' | 'seed'>): string {
  const settings = Object.entries(point).map(([name, value]) =>
    name === 'strategy' ? value : `${name.split('.').at(-1)} ${value}`,
  );
  return [`${experiment}:`, [...settings, `seed ${seed}`].join(', ')].join(' ');
}

const numbers = new WeakMap<object, number>();
let next = 0;

/** A number for an object, the same each time: objects are shared, so equal numbers mean equal things. */
function numberOf(object: object): number {
  const known = numbers.get(object) ?? next++;
  numbers.set(object, known);
  return known;
}
