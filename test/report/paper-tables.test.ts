import { describe, expect, it } from 'vitest';
import { latexTables, markdownTables, resultsOf } from '../../src/report/index.js';
import { cellsDone, replay } from './helpers/history.js';
import { metric, samplePlan } from './helpers/sample-plan.js';

const accuracies = [
  [0.91, 0.912, 0.915],
  [0.93, 0.931, 0.938],
  [0.935, 0.953, 0.9111],
];
const { experiments } = resultsOf(replay(samplePlan(), cellsDone(accuracies, { params: 12_730 })), metric);

const hostile = resultsOf(
  replay(
    samplePlan({ cells: [{ strategy: 'none' }, { strategy: '<b>|*a*_\\input{/etc/passwd}$&%#~^' }] }),
    cellsDone(accuracies.slice(0, 2)),
  ),
  metric,
).experiments;

describe('markdownTables', () => {
  it('has a row for teachers and cells, and makes bold only what is shown to be better', () => {
    expect(`\n${markdownTables(experiments, metric)}`).toMatchInlineSnapshot(`
      "
      ### first

      | strategy | temperature | n | accuracy % | params (k) | difference (points) | 95 % interval | p |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      | teacher wide |  |  | 98.12 | 669.7 |  |  |  |
      | none |  | 3 | 91.23 ± 0.25 | 12.7 | baseline |  |  |
      | kd | 2 | 3 | **93.30 ± 0.44** | 12.7 | +2.07 | \\[+1.55, +2.58\\] | 0.007 |
      | kd | 4 | 3 | 93.30 ± 2.10 | 12.7 | +2.07 | \\[-3.58, +7.72\\] | 0.256 |

      first: does kd beat plain training? Mean ± sample standard deviation over n = 3 seeds. Differences from none by accuracy, paired by seed; intervals by Student's t; p of two-sided paired t tests, Holm's correction for 2 comparisons. Bold: better at 5 %.
      "
    `);
  });

  it("keeps an author's signs as they are, and in their column", () => {
    const row = markdownTables(hostile, metric)
      .split('\n')
      .find(line => line.includes('input'));

    expect(row).toContain('\\<b\\>\\|\\*a\\*\\_\\\\input');
    expect(row!.split(/(?<!\\)\|/)).toHaveLength(8);
  });
});

describe('latexTables', () => {
  it('is a table for booktabs', () => {
    expect(`\n${latexTables(experiments, metric)}`).toMatchInlineSnapshot(`
      "
      % Needs \\usepackage{booktabs}.
      \\begin{table}
        \\centering
        \\caption{first: does kd beat plain training? Mean $\\pm$ sample standard deviation over n = 3 seeds. Differences from none by accuracy, paired by seed; intervals by Student's t; p of two-sided paired t tests, Holm's correction for 2 comparisons. Bold: better at 5 \\%.}
        \\label{tab:first}
        \\begin{tabular}{llrrrrrr}
          \\toprule
          strategy & temperature & n & accuracy \\% & params (k) & difference (points) & 95 \\% interval & p \\\\
          \\midrule
          teacher wide &  &  & 98.12 & 669.7 &  &  &  \\\\
          \\midrule
          none &  & 3 & 91.23 $\\pm$ 0.25 & 12.7 & baseline &  &  \\\\
          kd & 2 & 3 & \\textbf{93.30 $\\pm$ 0.44} & 12.7 & $+$2.07 & [$+$1.55, $+$2.58] & 0.007 \\\\
          kd & 4 & 3 & 93.30 $\\pm$ 2.10 & 12.7 & $+$2.07 & [$-$3.58, $+$7.72] & 0.256 \\\\
          \\bottomrule
        \\end{tabular}
      \\end{table}
      "
    `);
  });

  it("lets no word of an author's be a command", () => {
    const text = latexTables(hostile, metric);

    expect(text).toContain(
      '$<$b$>$|*a*\\_\\textbackslash{}input\\{/etc/passwd\\}\\$\\&\\%\\#\\textasciitilde{}\\textasciicircum{}',
    );
    expect(text).not.toContain('\\input');
  });
});
