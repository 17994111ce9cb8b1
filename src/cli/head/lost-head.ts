import type { RunFolder } from '../../store/index.js';
import { exitCode } from '../exit-code.js';
import type { Failure } from '../report-failure.js';

/** A head that ended without a word: killed from outside as a machine out of memory does, or by a defect that its log tells of. */
export function lostHead({ name, headLog }: RunFolder, code: number | null, signal: NodeJS.Signals | null): Failure {
  const help = `nothing that was finished is lost; \`kd exp resume ${name}\` goes on`;
  return signal === 'SIGKILL'
    ? { text: `the process that ran ${name} was killed`, help, exit: exitCode.interrupted }
    : {
        text: `a defect of kd: the process that ran ${name} ended by ${signal ?? `code ${code}`}`,
        help: `${help}; please report it with ${headLog}`,
        exit: exitCode.defect,
      };
}
