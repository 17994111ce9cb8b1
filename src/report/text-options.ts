/** How text is to look; decided once, from the flags, the environment and the terminal. */
export interface TextOptions {
  /** Width of the terminal; absent where nothing limits it, as in a pipe. */
  readonly columns?: number;
  readonly colour: boolean;
  /** Whether signs beyond ASCII can be shown. */
  readonly unicode: boolean;
}
