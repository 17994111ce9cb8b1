import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format, print } from '../../grammar/index.js';
import { anyTree } from './arbitraries.js';

const formatText = (text: string) => format({ path: 'test.kd', text });

describe('format', () => {
  it('keeps comments, spelling, empty lines and what stands on several lines', () => {
    const text = `

# About this file
use   "shared.kd";let budget = 1_000   # epochs


teacher wide   # the big one
{ net mlp( 512,512 ) ;train {
    # of the student
    epochs 5e-4 # few
    batch 128


    # nothing more
} }
ensemble trio { members [ wide,  # first
  deep ] }
student tiny { # small
}
# the end`;

    const formatted = formatText(text);

    expect(formatted).toEqual({
      text: `# About this file
use "shared.kd"
let budget = 1_000 # epochs

teacher wide {
  # the big one
  net mlp(512, 512)
  train {
    # of the student
    epochs 5e-4 # few
    batch 128

    # nothing more
  }
}
ensemble trio {
  members [
    wide, # first
    deep,
  ]
}
student tiny {
  # small
}
# the end
`,
    });
  });

  it('leaves a file with mistakes alone', () => {
    const formatted = formatText('teacher { net mlp(3) }');

    expect(formatted).toMatchObject({ diagnostics: [{ code: 'KD1202' }] });
  });

  it('keeps the byte-order mark and the line ends of Windows', () => {
    const formatted = formatText('\uFEFFteacher wide {\r\n net mlp(3) # small\r\n}');

    expect(formatted).toEqual({ text: '\uFEFFteacher wide {\r\n  net mlp(3) # small\r\n}\r\n' });
  });

  it('keeps the empty line between a comment and what it does not belong to', () => {
    const text =
      '# The question.\n\n# Of the data.\ndataset d { from digits }\n# A remark.\n\nstrategy s { method kd }\n\n# The end.\n';

    expect(formatText(text)).toEqual({ text });
  });

  it('never loses a comment, wherever it stands, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyTree, fc.array(fc.nat(), { maxLength: 5 }), (tree, places) => {
        const text = withComments(print(tree), places);
        const formatted = formatText(text);
        const after = 'text' in formatted ? formatted.text : undefined;
        fc.pre(after !== undefined); // else the line end of a comment took a value from its name

        expect(after?.split('#comment')).toHaveLength(text.split('#comment').length);
        expect(formatText(after ?? '')).toEqual(formatted);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

/** A text with comments put between its words. */
function withComments(text: string, places: readonly number[]): string {
  const pieces = text.split(/(?<=[ \n])/);
  for (const place of places) pieces.splice(place % (pieces.length + 1), 0, `#comment ${place}\n`);
  return pieces.join('');
}
