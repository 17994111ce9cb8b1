import { type Argument, print, type Setting, type Tagged } from '../../grammar/index.js';
import { nearest } from '../lib/nearest.js';
import type { CheckContext, Place } from './context.js';
import { declarationOf, declaredNames } from './declared.js';
import { describeValue } from './describe.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { Plain } from './evaluate.js';
import type { Experiment, Origin, Trial } from './experiment.js';
import { judgePath } from './path.js';
import { compilePattern } from './pattern.js';
import { constant, nothing, type Sweep } from './sweep.js';

/** `"model.json"` or `experiment(first, strategy: kd)`. A trial comes at its own seed; the caller moves it to the right one. */
export function evaluateOrigin(node: Plain, allowsFiles: boolean, _place: Place, context: CheckContext): Sweep<Origin> {
  if (node.kind === 'Text' && allowsFiles) {
    if (node.value.endsWith('.onnx')) {
      const help = 'an ONNX net can only be asked for its outputs: `load` it as a teacher';
      context.report(say.wrongKind.at(node.span, { found: print(node), wanted: 'weights to start from', help }));
      return nothing;
    }
    const judged = judgePath(node, context);
    if ('value' in judged) return constant({ from: 'file', path: judged.value });
    context.report(judged.wrong);
    return nothing;
  }
  if (node.kind === 'Tagged' && node.name.text === 'experiment' && node.arguments && !node.block)
    return fromExperiment(node, context);
  const help = allowsFiles
    ? 'write `experiment(NAME)` or a path in double quotes'
    : 'write `experiment(NAME)`, with arguments that narrow its cells down';
  context.report(
    say.wrongKind.at(node.span, { found: describeValue(node), wanted: 'the student of an experiment', help }),
  );
  return nothing;
}

function fromExperiment(node: Tagged, context: CheckContext): Sweep<Origin> {
  const [first, ...others] = node.arguments ?? [];
  const named = first && !first.name && first.value.kind === 'Tagged' ? first.value : undefined;
  if (!named) {
    context.report(
      say.wrongKind.at(node.span, {
        found: print(node),
        wanted: 'the name of an experiment',
        help: 'write `experiment(NAME)`',
      }),
    );
    return nothing;
  }
  const declaration = declarationOf(named, 'experiment', context);
  if (!declaration) {
    const names = declaredNames('experiment', context);
    const name = named.name.text;
    context.report(
      say.unknownName.at(named.span, {
        name,
        wanted: 'an experiment',
        is: undefined,
        near: nearest(name, names),
        known: '',
      }),
    );
    return nothing;
  }
  const experiment = context.experimentOf(declaration, named.span);
  if (!experiment) return nothing;
  const matches = compilePattern(others.flatMap(asSetting), context);
  return matches ? theCell(experiment, matches, node, context) : nothing;
}

const asSetting = (argument: Argument): readonly Setting[] =>
  argument.name ? [{ kind: 'Setting', span: argument.span, name: argument.name, value: argument.value }] : [];

function theCell(
  experiment: Experiment,
  matches: (trial: Trial) => boolean,
  node: Tagged,
  context: CheckContext,
): Sweep<Origin> {
  const cells = experiment.cells.filter(cell => cell.trials.some(index => matchesAt(experiment, index, matches)));
  const [cell] = cells;
  const trial = cell && experiment.trials[cell.trials[0] ?? 0];
  if (trial && cells.length === 1) return constant({ from: 'trial', trial });
  const axes = [...new Set(cells.flatMap(({ point }) => Object.keys(point)))].map(axis => `\`${axis}\``);
  context.report(
    say.originCells.at(node.span, {
      name: experiment.name,
      count: cells.length,
      left: cells.length > 1 ? axes.join(', ') : '',
    }),
  );
  return nothing;
}

function matchesAt(experiment: Experiment, index: number, matches: (trial: Trial) => boolean): boolean {
  const trial = experiment.trials[index];
  return trial !== undefined && matches(trial);
}
