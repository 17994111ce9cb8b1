/** What somebody read off a machine; absent is what it does not tell. */
export interface DeviceReadings {
  readonly host: string;
  readonly cores: number;
  /** Jobs that want a core, averaged over a minute. */
  readonly load?: number;
  readonly memory?: { readonly usedMib: number; readonly totalMib: number };
  readonly cards: readonly CardUse[];
  /** Why no cards are known, where that is worth a word. */
  readonly problem?: string;
  /** Worker processes of the run, by slot, where they are on this machine. */
  readonly workers: ReadonlyMap<number, WorkerUse>;
}

export interface CardUse {
  readonly uuid: string;
  /** `GPU 0` */
  readonly label: string;
  readonly name: string;
  readonly usePercent?: number;
  readonly usedMib?: number;
  readonly totalMib?: number;
  readonly temperatureCelsius?: number;
  /** Who holds it, in words. */
  readonly holder?: string;
}

export interface WorkerUse {
  /** Of one core, since the last look. */
  readonly cpuPercent?: number;
  readonly usedMib?: number;
}

/** A place where the run does one job at a time. */
export interface SlotFacts {
  readonly slot: number;
  readonly pid: number | undefined;
  /** UUID of its card, of a run on cards. */
  readonly card: string | undefined;
}
