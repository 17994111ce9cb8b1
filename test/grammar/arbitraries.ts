import fc from 'fast-check';
import type { Argument, Block, Name, SyntaxTree, Unit, Value } from '../../grammar/index.js';
import { declarationKinds } from '../../grammar/index.js';

const reserved = new Set<string>([...declarationKinds, 'use', 'let', 'each', 'extends']);
const span = { source: { path: 'generated.kd', text: '' }, start: 0, end: 0 };

const valid = `# A file
use "shared.kd"
let budget = 12
dataset fashion { from fashion-mnist  validation 5_000  augment [shift(2), flip] }
teacher wide { net resnet(depth: 14, width: 32)  train { epochs budget }  require accuracy >= 88% }
experiment weighting extends other {
  about "one \\"two\\""
  strategy each [none, kd { temperature each [2, 4] }, sum { losses [hard { weight 0.1 }] }]
  seed each 1..5
  exclude { strategy kd { temperature 8 }  seed 5 }
}
`;

/** Any characters at all. */
export const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));

/** Pieces of the language and of others, in any order. */
export const anyScript = fc
  .array(
    fc.constantFrom(
      ...['teacher', 'wide', 'use', 'let', 'each', 'extends', 'experiment', 'x', '12', '1.', '88%', '"a"', '"a', "'a'"],
      ...['{', '}', '[', ']', '(', ')', ',', ';', ':', '=', '..', '.', '>=', '-', '@', 'ö', '# c\n', '// c\n', '/*'],
      ...['\n', '\n', '\n  ', '\n    ', ' ', '\t', '\r\n', '\u00a0', '\uFFFD', '“a”', 'teacher a {', 'net mlp(3)\n'],
    ),
    { maxLength: 60 },
  )
  .chain(pieces => fc.constantFrom(' ', '').map(glue => pieces.join(glue)));

/** A valid file in which a few stretches are deleted, doubled or replaced. */
export const anyMutation = fc
  .array(fc.tuple(fc.nat(valid.length), fc.nat(30), fc.constantFrom('', '{', '}', '"', '\n', ',', ':', ')', 'x ')), {
    minLength: 1,
    maxLength: 5,
  })
  .map(cuts => cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), valid));

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/).filter(text => !reserved.has(text));
const nameOf = (texts: fc.Arbitrary<string>): fc.Arbitrary<Name> => texts.map(text => ({ kind: 'Name', span, text }));
const unit = fc.constantFrom<Unit | undefined>(undefined, '%', 'ms', 's', 'min', 'h', 'd', 'KB', 'GB', 'MiB');
const number = fc
  .tuple(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), unit)
  .map(([value, unit]) => ({ kind: 'Number' as const, span, value, unit }));
const text = fc.string({ unit: 'binary', maxLength: 60 }).map(value => ({ kind: 'Text' as const, span, value }));

const { block, value } = fc.letrec<{ block: Block; value: Value; operand: Value; primary: Value }>(tie => ({
  primary: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'value' },
    fc.oneof(number, text, tagged(fc.constant(undefined), fc.constant(undefined))),
    fc.array(tie('value'), { maxLength: 5 }).map(items => ({ kind: 'List' as const, span, items })),
    tie('block'),
    tagged(fc.option(argumentsOf(tie('value')), { nil: undefined }), fc.option(tie('block'), { nil: undefined })),
  ) as fc.Arbitrary<Value>,
  operand: fc.oneof(
    { depthIdentifier: 'value', maxDepth: 5 },
    tie('primary'),
    fc.tuple(tie('primary'), tie('primary')).map(([low, high]) => ({ kind: 'Range', span, low, high }) as Value),
  ),
  value: fc.oneof(
    { depthIdentifier: 'value', maxDepth: 5 },
    tie('operand'),
    tie('operand').map(of => ({ kind: 'Each', span, of }) as Value),
    fc
      .tuple(tie('operand'), fc.constantFrom('>=', '<=', '>', '<'), tie('operand'))
      .map(([left, operator, right]) => ({ kind: 'Comparison', span, left, operator, right }) as Value),
  ),
  block: fc
    .array(fc.tuple(nameOf(fc.oneof(word, fc.constantFrom(...reserved))), tie('value')), { maxLength: 5 })
    .map(settings => ({
      kind: 'Block',
      span,
      settings: settings.map(([name, value]) => ({ kind: 'Setting', span, name, value })),
    })),
}));

function tagged(given: fc.Arbitrary<readonly Argument[] | undefined>, contents: fc.Arbitrary<Block | undefined>) {
  return fc
    .tuple(nameOf(fc.oneof(word, fc.constantFrom(...declarationKinds))), given, contents)
    .map(([name, given, block]) => ({ kind: 'Tagged' as const, span, name, arguments: given, block }));
}

function argumentsOf(values: fc.Arbitrary<Value>): fc.Arbitrary<readonly Argument[]> {
  const unnamed = values.map(value => ({ kind: 'Argument' as const, span, name: undefined, value }));
  const named = fc
    .tuple(nameOf(word), values)
    .map(([name, value]) => ({ kind: 'Argument' as const, span, name, value }));
  return fc.tuple(fc.array(unnamed, { maxLength: 3 }), fc.array(named, { maxLength: 3 })).map(both => both.flat());
}

/** Any tree that the language can write. */
export const anyTree: fc.Arbitrary<SyntaxTree> = fc
  .array(
    fc.oneof(
      text.map(path => ({ kind: 'Use' as const, span, path })),
      fc.tuple(nameOf(word), value).map(([name, value]) => ({ kind: 'Let' as const, span, name, value })),
      fc
        .tuple(
          nameOf(fc.constantFrom(...declarationKinds)),
          nameOf(word),
          fc.option(nameOf(word), { nil: undefined }),
          block,
        )
        .map(([declares, name, base, block]) => ({ kind: 'Declaration' as const, span, declares, name, base, block })),
    ),
    { maxLength: 4 },
  )
  .map(items => ({ kind: 'File', span, items }));
