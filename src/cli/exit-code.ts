/** How a command ended, as scripts see it. The numbers are part of the contract with users. */
export const exitCode = {
  done: 0,
  trialFailed: 1,
  /** The command line or a `.kd` file is wrong; nothing was run. */
  wrong: 2,
  /** The store or an engine is unusable. */
  unusable: 3,
  /** A defect of `kd` itself. */
  defect: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
