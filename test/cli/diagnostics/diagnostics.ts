import { type Diagnostic, diagnostic, type Source } from '../../../grammar/index.js';

const badName = diagnostic<{ text: string; help?: string }>('KD2999', {
  severity: 'error',
  title: 'a bad name',
  text: c => c.text,
  help: c => c.help,
  page: 'Names are good or bad.',
});

export const rule = badName;

/** A mistake at the first place where `at` stands in the text. */
export function mistake(source: Source, at: string, text = 'something is wrong', help?: string): Diagnostic {
  return badName.at(spanOf(source, at), { text, ...(help === undefined ? {} : { help }) });
}

export function spanOf(source: Source, at: string) {
  const start = source.text.indexOf(at);
  return { source, start, end: start + at.length };
}
