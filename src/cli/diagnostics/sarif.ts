import { type Diagnostic, type DiagnosticKind, positionOf, type Span } from '../../../grammar/index.js';

/** The codes a document may mention: only what does not depend on a diagnostic's context. */
export type Rule = Pick<DiagnosticKind<never>, 'code' | 'severity' | 'title' | 'page'>;

/** SARIF 2.1.0 (OASIS, 2020), as code-scanning services read it. Columns are UTF-16 units, the end exclusive. */
export function diagnosticsToSarif(
  diagnostics: readonly Diagnostic[],
  rules: readonly Rule[],
  version: string,
): string {
  const used = new Set(diagnostics.map(({ code }) => code));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kd', version, rules: rules.filter(({ code }) => used.has(code)).map(toRule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(toResult),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const toRule = ({ code, severity, title, page }: Rule) => ({
  id: code,
  shortDescription: { text: title },
  fullDescription: { text: page },
  defaultConfiguration: { level: severity },
});

const toResult = ({ code, severity, message, span, help, related }: Diagnostic) => ({
  ruleId: code,
  level: severity,
  message: { text: help === undefined ? message : `${message}\n${help}` },
  locations: [{ physicalLocation: physicalLocation(span) }],
  ...(related.length === 0
    ? {}
    : {
        relatedLocations: related.map(other => ({
          message: { text: other.message },
          physicalLocation: physicalLocation(other.span),
        })),
      }),
});

function physicalLocation({ source, start, end }: Span) {
  const from = positionOf(source, start);
  const to = positionOf(source, end);
  return {
    artifactLocation: { uri: uriOf(source.path) },
    region: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
  };
}

const uriOf = (path: string): string => path.split(/[\\/]/).map(encodeURIComponent).join('/');
