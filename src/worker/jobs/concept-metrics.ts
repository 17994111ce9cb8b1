import type { ConceptMeasure, MeasuredConcept } from '../../learn/concepts/index.js';
import { criticalT } from '../../lib/t-distribution.js';

/**
 * What a job of kind `concepts` tells its head, by the place of a concept: `1/tcav` is the mean score of TCAV over
 * classes and vectors, `1/low` and `1/high` its 95 % interval over the vectors, `1/p` the smallest p of a class times the
 * number of tests, `1/significant` how many classes are beyond chance, `1/accuracy` that of the vectors, `1/kept` how
 * many were good enough, `1/random` what chance gives; `1/3/tcav` and `1/3/p` are those of the third class.
 */
export function conceptMetrics({ concepts, prior, classNames }: ConceptMeasure): Record<string, number> {
  const tests = concepts.length * classNames.length;
  return Object.fromEntries(
    concepts.flatMap((concept, index) =>
      Object.entries({ ...overall(concept, prior, tests), ...byClass(concept) }).map(([name, value]) => [
        `${index + 1}/${name}`,
        value,
      ]),
    ),
  );
}

const level = 0.05;

function overall(
  { classes, accuracies, kept }: MeasuredConcept,
  prior: readonly number[],
  tests: number,
): Record<string, number> {
  const count = kept.filter(Boolean).length;
  const weighed = (of: (found: MeasuredConcept['classes'][number]) => number): number =>
    classes.reduce((sum, found, k) => sum + (prior[k] ?? 0) * of(found), 0);
  const scores = Array.from({ length: count }, (_, vector) => weighed(({ tcav }) => tcav[vector] ?? 0));
  const centre = mean(scores);
  const deviation = Math.sqrt(scores.reduce((sum, one) => sum + (one - centre) ** 2, 0) / Math.max(1, count - 1));
  const half = count > 1 ? (criticalT(0.95, count - 1) * deviation) / Math.sqrt(count) : 0;
  return {
    tcav: centre,
    ...(count > 1 ? { low: centre - half, high: centre + half } : {}),
    random: weighed(({ random }) => mean(random)),
    p: Math.min(1, tests * Math.min(...classes.map(({ p }) => p))),
    significant: classes.filter(({ p }) => p < level / tests).length,
    accuracy: mean(accuracies),
    kept: count,
  };
}

const byClass = ({ classes }: MeasuredConcept): Record<string, number> =>
  Object.fromEntries(
    classes.flatMap(({ tcav, p }, k) => [
      [`${k + 1}/tcav`, mean(tcav)],
      [`${k + 1}/p`, p],
    ]),
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
