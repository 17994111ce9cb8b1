import { type Checked, type CheckOptions, checkFiles, type Experiment } from '../../src/check/index.js';
import { filesInMemory } from './files-in-memory.js';

export const checkText = (text: string, options?: CheckOptions): Checked =>
  checkFiles(['/x/main.kd'], filesInMemory({ 'main.kd': text }), options);

/** The experiments of a text that must have no error. */
export function experimentsOf(text: string, options?: CheckOptions): readonly Experiment[] {
  const { experiments, diagnostics } = checkText(text, options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return experiments;
}
