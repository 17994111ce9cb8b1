import { describe, expect, it } from 'vitest';

import { seeAlso } from '../../../grammar/index.js';
import { diagnosticsToGithub } from '../../../src/cli/diagnostics/github.js';
import { diagnosticsToJson } from '../../../src/cli/diagnostics/json.js';
import { diagnosticsToSarif } from '../../../src/cli/diagnostics/sarif.js';
import { mistake, rule, spanOf } from './diagnostics.js';

const source = { path: 'a folder/first.kd', text: '\uFEFFlet a = 1\nlet 𝒳 = "😀" bad\n' };

describe('diagnostics as JSON', () => {
  it('count lines and columns from 1, columns in UTF-16 units, the end exclusive', () => {
    const [found] = JSON.parse(diagnosticsToJson([mistake(source, 'bad', 'wrong')]));

    expect(found).toEqual({
      code: 'KD2999',
      severity: 'error',
      message: 'wrong',
      file: 'a folder/first.kd',
      line: 2,
      column: 15,
      endLine: 2,
      endColumn: 18,
    });
  });

  it('hold help and related places where there are any', () => {
    const found = seeAlso(mistake(source, 'bad', 'wrong', 'right it'), spanOf(source, 'a ='), 'here');

    const [json] = JSON.parse(diagnosticsToJson([found]));

    expect(json.help).toBe('right it');
    expect(json.related).toEqual([
      { message: 'here', file: 'a folder/first.kd', line: 1, column: 5, endLine: 1, endColumn: 8 },
    ]);
  });
});

describe('diagnostics for GitHub', () => {
  it('are one workflow command each, with what would end it early written as codes', () => {
    const file = { path: 'a,b:c.kd', text: 'let a = 1' };

    const text = diagnosticsToGithub([mistake(file, 'a', '100 % wrong', 'line\nline')]);

    expect(text).toBe('::error file=a%2Cb%3Ac.kd,line=1,col=5,endColumn=6,title=KD2999::100 %25 wrong%0Aline%0Aline\n');
  });

  it('leave the end column out where a place spans lines', () => {
    expect(diagnosticsToGithub([mistake(source, '1\nlet')])).toContain('line=1,col=9,title=');
  });
});

describe('diagnostics as SARIF', () => {
  it('are results of version 2.1.0 with the rules they mention', () => {
    const log = JSON.parse(
      diagnosticsToSarif([mistake(source, 'bad', 'wrong')], [rule, { ...rule, code: 'KD1' }], '1.2.3'),
    );

    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['KD2999']);
    expect(log.runs[0].results[0]).toMatchObject({
      ruleId: 'KD2999',
      level: 'error',
      message: { text: 'wrong' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20folder/first.kd' },
            region: { startLine: 2, startColumn: 15, endLine: 2, endColumn: 18 },
          },
        },
      ],
    });
  });
});
