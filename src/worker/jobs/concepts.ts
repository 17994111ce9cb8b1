import { bottleneckOf, type Concept } from '../../catalogue/index.js';
import { type DataEnvironment, type Examples, openExamples, type TrainingImages } from '../../data/index.js';
import { type ConceptQuestion, type MeasureSettings, measureConcepts } from '../../learn/concepts/index.js';
import type { Net } from '../../learn/module.js';
import { type ImageBatches, openImageBatches } from '../../learn/streams/index.js';
import { random } from '../../lib/random.js';
import type { ConceptsSpec } from '../../plan/index.js';
import { conceptMetrics } from './concept-metrics.js';
import type { OpenDataset } from './datasets.js';
import { expectFit } from './expect-fit.js';
import type { JobRunner } from './job-runner.js';
import { openTeacher } from './product.js';
import { writeConcepts } from './stored-concepts.js';

/** Finds concept activation vectors in a net, and how sensitive its classes are to them. */
export const concepts: JobRunner<ConceptsSpec> = async (spec, context, { datasets, environment }) => {
  const dataset = datasets.open(spec.data);
  const { net } = await openTeacher(spec.product, context.store);
  expectFit(net, dataset.train);

  const found = await measureConcepts(net, ask(spec, dataset, net, environment), context.signal);

  writeConcepts(context.output, found);
  return { metrics: conceptMetrics(found.measure), warnings: [] };
};

function ask(spec: ConceptsSpec, dataset: OpenDataset, net: Net, environment: DataEnvironment): ConceptQuestion {
  const { settings } = spec.measure;
  const examples = Number(settings.examples);
  const asked = settings.concepts as unknown as readonly Concept[];
  const draws = random(spec.seed).for('concepts');
  const from = trainingImages(dataset);
  const show = ({ set, indices }: Examples): ImageBatches => openImageBatches(set, dataset.normalization, indices);
  const members = dataset.train.classNames.map((_, label) =>
    from.labeled.filter(index => dataset.train.labels[index] === label),
  );
  return {
    // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
    settings: { ...(settings as unknown as MeasureSettings), tap: tapOf(settings.tap, net) },
    concepts: asked.map(({ name, positive, negative }, index) => {
      const own = draws.for(index);
      const all = openExamples(positive, from, own.for('positive'), environment);
      // Images at random have nothing in common: those that are not taken may stand on the other side.
      const shown = positive.name === 'random' ? { ...all, indices: all.indices.slice(0, examples) } : all;
      const taken = new Set(shown.set === from.set ? shown.indices : []);
      const without = { set: from.set, indices: from.indices.filter(image => !taken.has(image)) };
      const lacking =
        negative.name === 'random' ? without : openExamples(negative, from, own.for('negative'), environment);
      return { name, positive: show(shown), negative: show(lacking), random: show(without) };
    }),
    classes: members.map((indices, label) => {
      const order = draws.for('class', label).permutation(indices.length).subarray(0, Number(settings.images));
      return show({ set: from.set, indices: order.map(at => indices[at] ?? 0) });
    }),
    classNames: dataset.train.classNames,
    prior: members.map(({ length }) => length / from.labeled.length),
    random: draws,
  };
}

const tapOf = (written: unknown, { taps }: Net): string => (typeof written === 'string' ? written : bottleneckOf(taps));

/** Nothing is ever drawn from the validation or the test part. */
const trainingImages = ({ train, split }: OpenDataset): TrainingImages => ({
  set: train,
  indices: split.train,
  labeled: split.train.filter((_, at) => split.labeled[at] === 1),
});
