import { CommandError } from './command-error.js';
import { exitCode } from './exit-code.js';

/** The two sides of the first `=`: `train.epochs=2`. */
export function splitOnce(
  text: string,
  flag: string,
  example: string,
): { readonly path: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new CommandError(
      `\`${flag} ${text}\` has no name and value`,
      exitCode.wrong,
      `for example \`${flag} ${example}\``,
    );
  return { path: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}
