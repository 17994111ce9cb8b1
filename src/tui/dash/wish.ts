import type { RunRequest } from '../../report/index.js';

/** What a key asks of the world outside the dashboard. */
export type Wish =
  | { readonly type: 'ask'; readonly request: RunRequest }
  /** `stop`: the run is to stop first, and what is left of it is shown. */
  | { readonly type: 'leave' }
  /** Into the background of the shell, as Ctrl-Z does. */
  | { readonly type: 'suspend' }
  /** Draw everything anew, over whatever another program wrote there. */
  | { readonly type: 'redraw' };
