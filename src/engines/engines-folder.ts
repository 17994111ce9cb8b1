import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where engines are set up, for all projects of a person: `$XDG_DATA_HOME/kd/engines`. */
export const enginesFolder = ({ XDG_DATA_HOME, HOME }: NodeJS.ProcessEnv): string =>
  join(XDG_DATA_HOME || join(HOME || homedir(), '.local', 'share'), 'kd', 'engines');
