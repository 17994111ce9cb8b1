import { syntaxDiagnostics } from '../../../grammar/index.js';
import { checkDiagnostics } from '../../check/index.js';
import type { Rule } from '../diagnostics/sarif.js';
import type { Paint } from '../paint.js';

/** What every code says, by code. */
export const allCodes = (): ReadonlyMap<string, Rule> =>
  new Map([...Object.values(syntaxDiagnostics), ...Object.values(checkDiagnostics)].map(kind => [kind.code, kind]));

export const codePage = ({ code, severity, title, page }: Rule, paint: Paint): string[] => [
  `${paint('bold', code)} (${severity}): ${title}`,
  '',
  `  ${page}`,
];
