import type { Diagnostic } from '../../../grammar/index.js';
import { checkFiles } from '../../../src/check/index.js';
import { renderDiagnostic } from '../../../src/cli/render-diagnostic.js';
import { filesInMemory } from '../../helpers/files-in-memory.js';
import type { Original } from './corpus.js';

/** What the checker did with a file that it may do with none, however damaged; undefined where all is well. */
export function complaintAbout({ text, used }: Original): string | undefined {
  try {
    const { experiments, diagnostics } = checkFiles(['/x/main.kd'], filesInMemory({ ...used, 'main.kd': text }));
    const hasError = diagnostics.some(({ severity }) => severity === 'error');
    if (hasError === experiments.length > 0 && (hasError || diagnostics.length === 0))
      return `${experiments.length} experiments with ${diagnostics.length} diagnostics`;
    return [
      ...diagnostics.map(complaintAboutPlaces),
      // to show a mistake costs more than to find it
      ...diagnostics.slice(0, 2).map(complaintAboutText),
    ].find(complaint => complaint !== undefined);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function complaintAboutPlaces({ code, span, related }: Diagnostic): string | undefined {
  for (const { source, start, end } of [span, ...related.map(other => other.span)]) {
    if (!(0 <= start && start <= end && end <= source.text.length))
      return `${code} at ${start}-${end} of ${source.text.length}`;
  }
  return undefined;
}

function complaintAboutText(diagnostic: Diagnostic): string | undefined {
  const shown = renderDiagnostic(diagnostic, { paint: (_, painted) => painted, columns: 80 });
  return unsafe.test(shown) ? `${diagnostic.code} shows control characters: ${JSON.stringify(shown)}` : undefined;
}

// Controls beside the line's end, halves of pairs, line separators and the marks that reorder text.
const unsafe = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
