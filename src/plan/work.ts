import { type Amount, type Configured, type DatasetFacts, findEntry, type NetEntry } from '../catalogue/index.js';
import type { Train } from '../check/experiment.js';
import { factsOf } from './data-spec.js';
import type { DataPart, DataSpec } from './plan.js';

/** Every job costs a little however small it is: reading data, compiling, writing. In MFLOP. */
const overhead = 50;

const flopsOfNets = new WeakMap<Configured, WeakMap<DatasetFacts, number>>();

/** Arithmetic of one forward pass of one example, in MFLOP. */
function megaflops(net: Configured, data: DataSpec): number {
  const byFacts = flopsOfNets.get(net) ?? new WeakMap<DatasetFacts, number>();
  flopsOfNets.set(net, byFacts);
  const facts = factsOf(data);
  const known = byFacts.get(facts);
  if (known !== undefined) return known;
  const entry = findEntry('net', net.name) as NetEntry;
  const flops = entry.shape(net.settings, facts.input, facts.classes.length).flops / 1e6;
  byFacts.set(facts, flops);
  return flops;
}

/** How many examples a part has, as far as can be said before it is read. */
function examplesIn(data: DataSpec, part: DataPart): number {
  const { examples } = factsOf(data);
  if (part === 'test') return countOf(data.test, examples.test);
  const validation = countOf(data.validation, examples.train);
  if (part === 'validation') return validation;
  return Math.min(countOf(data.train, examples.train), examples.train - validation);
}

function labeledIn(data: DataSpec): number {
  const train = examplesIn(data, 'train');
  const { labeled } = data;
  if (typeof labeled === 'object' && 'perClass' in labeled) {
    const { classes } = factsOf(data);
    return Math.min(train, labeled.perClass * classes.length);
  }
  return Math.min(train, countOf(labeled, train));
}

const countOf = (amount: Amount, whole: number): number =>
  amount === 'all' ? whole : 'count' in amount ? amount.count : Math.round(amount.share * whole);

/** A backward pass costs about two forward ones; a live teacher adds a forward pass of its own. */
export function trainWork(net: Configured, liveTeachers: readonly Configured[], train: Train, data: DataSpec): number {
  const steps = 'steps' in train.length ? train.length.steps : (train.length.epochs * labeledIn(data)) / train.batch;
  const live = liveTeachers.reduce((sum, teacher) => sum + megaflops(teacher, data), 0);
  return overhead + steps * train.batch * (3 * megaflops(net, data) + live);
}

export const forwardWork = (net: Configured, data: DataSpec, part: DataPart): number =>
  overhead + examplesIn(data, part) * megaflops(net, data);

/** For each vector the images of two sides, and of two random sets beside it; for each class a gradient. */
export function conceptsWork(net: Configured, { settings }: Configured, data: DataSpec): number {
  const concepts = (settings.concepts as readonly unknown[]).length;
  const sides = 4 * concepts * Number(settings['random-sets']) * Number(settings.examples);
  const derived = factsOf(data).classes.length * Number(settings.images);
  return overhead + (sides + 3 * derived) * megaflops(net, data);
}
