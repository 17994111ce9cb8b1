import type { Checked } from '../../check/index.js';
import { kdVersion } from '../../lib/kd-version.js';
import type { CommandAction } from '../commands.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { checkNamed, tellDiagnostics } from '../load-experiments.js';
import type { Terminal } from '../terminal.js';

/** `kd exp check FILE…`: all mistakes at once. Warnings alone are no failure. */
export const expCheck: CommandAction = async (files, options, terminal) => {
  const checked = await checkNamed(files, options, terminal);
  await tell(checked, options.format ?? 'text', terminal);
  return codeOf(checked);
};

async function tell(checked: Checked, format: string, terminal: Terminal): Promise<void> {
  const { diagnostics } = checked;
  if (format === 'json') terminal.out((await import('../diagnostics/json.js')).diagnosticsToJson(diagnostics));
  else if (format === 'github')
    terminal.out((await import('../diagnostics/github.js')).diagnosticsToGithub(diagnostics));
  else if (format === 'sarif') {
    const { diagnosticsToSarif } = await import('../diagnostics/sarif.js');
    const { allCodes } = await import('../explain/codes.js');
    terminal.out(diagnosticsToSarif(diagnostics, [...allCodes().values()], kdVersion()));
  } else {
    tellDiagnostics(diagnostics, terminal);
    if (codeOf(checked) === exitCode.done) terminal.out(`${summaryOf(checked)}\n`);
  }
}

const codeOf = ({ diagnostics }: Checked): ExitCode =>
  diagnostics.some(({ severity }) => severity === 'error') ? exitCode.wrong : exitCode.done;

function summaryOf({ experiments }: Checked): string {
  if (experiments.length === 0) return 'nothing is wrong; there is no experiment to run';
  const parts = experiments.map(({ name, trials }) => `${name} (${trials.length} trials)`);
  return `nothing is wrong: ${parts.join(', ')}`;
}
