import { type ExitCode, exitCode } from './exit-code.js';

/** Ends a command with a sentence for the person who typed it. Thrown by commands, caught in one place, `main.ts`. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    text: string,
    readonly exit: ExitCode = exitCode.wrong,
    readonly help?: string,
  ) {
    super(text);
  }
}
