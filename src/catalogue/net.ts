import { cnn } from './nets/cnn.js';
import { mlp } from './nets/mlp.js';
import type { NetEntry } from './nets/net-entry.js';

export type { Input, NetEntry, NetShape, TrainDefaults } from './nets/net-entry.js';

/** Every family of nets, one file each in `nets/`. */
export const nets = { mlp, cnn } as const satisfies Record<string, NetEntry>;

export type NetName = keyof typeof nets;
