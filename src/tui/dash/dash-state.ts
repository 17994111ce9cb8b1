/** The views, in the order of their keys `1` to `6`; `?` is for help. */
export const views = ['overview', 'trial', 'jobs', 'devices', 'compare', 'log', 'help'] as const;
export type View = (typeof views)[number];

/** The orders of the cells of an experiment. */
export const sorts = ['plan', 'best', 'trouble', 'progress'] as const;
export type Sort = (typeof sorts)[number];

/** Where a list's cursor is: on a row by its key, so that it stays there when the list moves, else at a place. */
export interface Cursor {
  readonly key: string | undefined;
  readonly at: number;
}

/** What the last line asks or reads. */
export type Prompt =
  | { readonly type: 'filter'; readonly text: string }
  | { readonly type: 'command'; readonly text: string }
  | { readonly type: 'stop-trial'; readonly trial: string }
  | { readonly type: 'stop-run' }
  /** Of one who carries the run out: should it go on alone? */
  | { readonly type: 'leave' };

/** All that keys have changed; what the run has come to is not in it. */
export interface DashState {
  readonly view: View;
  /** Views to go back to, the last first. */
  readonly back: readonly View[];
  readonly cursors: Readonly<Partial<Record<View, Cursor>>>;
  /** First line shown of a view that scrolls; `end` stays at the end as it grows. */
  readonly scrolls: Readonly<Partial<Record<View, number | 'end'>>>;
  /** Which seed of the cell under the cursor, counted from 0. */
  readonly seed: number;
  /** The trial that the view of a trial shows. */
  readonly trial: string | undefined;
  readonly filters: Readonly<Partial<Record<View, string>>>;
  readonly sort: Sort;
  /** Keys of cells chosen to be compared. */
  readonly marks: ReadonlySet<string>;
  /** Key of the cell that others are compared with; absent: the baseline. */
  readonly reference: string | undefined;
  /** Keys of jobs whose dependents are folded away. */
  readonly folded: ReadonlySet<string>;
  /** The metric that was chosen; absent: each experiment's own. */
  readonly metric: string | undefined;
  readonly prompt: Prompt | undefined;
  /** Said in the last line until the next key. */
  readonly message: string | undefined;
}

export const firstState: DashState = {
  view: 'overview',
  back: [],
  cursors: {},
  scrolls: { log: 'end' },
  seed: 0,
  trial: undefined,
  filters: {},
  sort: 'plan',
  marks: new Set(),
  reference: undefined,
  folded: new Set(),
  metric: undefined,
  prompt: undefined,
  message: undefined,
};

export const told = (state: DashState, message: string): DashState => ({ ...state, message });

/** Goes to a view, to come back by `esc`. */
export function goTo(state: DashState, view: View): DashState {
  if (view === state.view) return state;
  const back = [state.view, ...state.back.filter(before => before !== state.view && before !== view)];
  return { ...state, view, back };
}

export function goBack(state: DashState): DashState {
  const [view, ...back] = state.back;
  return view === undefined ? state : { ...state, view, back };
}
