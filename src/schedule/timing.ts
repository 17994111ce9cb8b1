/** How long the head has patience, in milliseconds. */
export interface Timing {
  /** For the first sign of life of a new process. */
  readonly start: number;
  /** Between signs of life while a job runs. */
  readonly silence: number;
  /** For a job that was asked to stop. */
  readonly stop: number;
  /** Between SIGTERM and SIGKILL. */
  readonly terminate: number;
  /** Before a card with nothing to do is given back: a new worker takes seconds to warm up. */
  readonly idle: number;
  /** Between two looks for a card that was not to be had: the driver is asked each time. */
  readonly card: number;
  /** Between two heartbeats of the head. */
  readonly heartbeat: number;
  /** Between two looks for requests, and for what other heads have done. */
  readonly poll: number;
}

export const defaultTiming: Timing = {
  start: 60_000,
  silence: 60_000,
  stop: 60_000,
  terminate: 5_000,
  idle: 15_000,
  card: 3_000,
  heartbeat: 5_000,
  poll: 500,
};
