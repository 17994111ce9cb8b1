import type { ProbeReport } from '../../learn/probe.js';

/**
 * What a probe saw, in lines: `product: stage-1 [64, 16], logits [64, 10]`, then for each phase and learner every term
 * with its value and the norm of its gradient.
 */
export function probeText({ outputs, phases }: ProbeReport): readonly string[] {
  const shapes = Object.entries(outputs).map(
    ([who, taps]) =>
      `${who}: ${Object.entries(taps)
        .map(([tap, shape]) => `${tap} [${shape.join(', ')}]`)
        .join(', ')}`,
  );
  const moves = phases.flatMap(({ name, learners }) =>
    learners.map(learner => {
      const terms = learner.terms.map(
        ({ name: term, value, gradientNorms }) =>
          `${term} ${short(value)}, gradient ${gradientNorms.map(short).join(' + ')}`,
      );
      return `phase ${name}, ${learner.name}: ${terms.join('; ')}`;
    }),
  );
  return [...shapes, ...moves];
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
