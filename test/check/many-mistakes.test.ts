import { describe, expect, it } from 'vitest';
import { checkText } from '../helpers/check-text.js';

const experiment = (settings: string): string =>
  `experiment e { dataset mnist  student mlp(8)  strategy none ${settings} }`;

describe('a file with more mistakes than anybody reads', () => {
  it('is told the first hundred, and how many more there are', () => {
    const { diagnostics } = checkText(experiment('\nwibble 1'.repeat(250)));

    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'KD1901', message: 'and 150 more' });
  });

  it('is told all of its warnings, and can still be run', () => {
    const concepts = Array.from(
      { length: 150 },
      (_, index) => `concept c${index} { positive random  negative random }\n`,
    );

    const { diagnostics, experiments } = checkText(`${concepts.join('')}${experiment('')}`);

    expect(diagnostics).toHaveLength(150);
    expect(experiments).toHaveLength(1);
  });
});
