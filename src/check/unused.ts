import type { Declaration, Diagnostic } from '../../grammar/index.js';
import { checkExperiment } from './check-experiment.js';
import { checkConceptAlone } from './concept.js';
import { AxisRegistry, type CheckContext, type Place } from './context.js';
import { buildDataset } from './dataset.js';
import type { Thing } from './declared.js';
import { checkDiagnostics as say } from './diagnostics.js';
import type { LoadedFile } from './load.js';
import { kindOf } from './scope.js';
import { buildStrategy } from './strategy.js';
import { buildStudent } from './student.js';
import { buildTeacher } from './teacher.js';
import { buildEnsemble } from './teachers.js';

/** Checks every declaration by itself that nothing has read as it stands. What nothing uses need not be complete. */
export function checkUnused(files: readonly LoadedFile[], run: ReadonlySet<Declaration>, context: CheckContext): void {
  const skipped = new Set<string>([say.missingSetting.code, say.noExperiment.code, say.excludesNothing.code]);
  const report = (diagnostic: Diagnostic): void => {
    if (!skipped.has(diagnostic.code)) context.report(diagnostic);
  };
  for (const { tree } of files) {
    for (const item of tree.items) {
      if (item.kind === 'Declaration' && !run.has(item) && !context.met.has(item))
        checkAlone(item, { ...context, report, axes: new AxisRegistry() });
    }
  }
}

function checkAlone(declaration: Declaration, context: CheckContext): void {
  const kind = kindOf(declaration);
  const block = context.scope.blockOf(declaration);
  const name = declaration.name.text;
  const thing: Thing = { label: name, node: declaration.name, block, entry: undefined };
  const place: Place = { short: [], long: [], owner: declaration };
  switch (kind) {
    case 'dataset':
      buildDataset(thing, place, context);
      return;
    case 'teacher':
      buildTeacher(thing, place, context);
      return;
    case 'ensemble':
      buildEnsemble(thing, place, context);
      return;
    case 'student':
      buildStudent(thing, place, context);
      return;
    case 'strategy':
      buildStrategy(thing, place, context);
      return;
    case 'concept':
      checkConceptAlone(declaration, block, context);
      return;
    case 'experiment':
      checkExperiment(declaration, block, context);
      return;
    case undefined:
      return;
  }
}
