import { cnn } from './nets/cnn.js';
import { densenet } from './nets/densenet.js';
import { mlp } from './nets/mlp.js';
import { mobilenet } from './nets/mobilenet.js';
import type { NetEntry } from './nets/net-entry.js';
import { resnet } from './nets/resnet.js';
import { vgg } from './nets/vgg.js';
import { vit } from './nets/vit.js';

export { densenetLayout } from './nets/densenet.js';
export { mobilenetLayout } from './nets/mobilenet.js';
export type { Input, NetEntry, NetShape, TrainDefaults } from './nets/net-entry.js';
export { resnetLayout } from './nets/resnet.js';
export { vggLayout } from './nets/vgg.js';

/** Every family of nets, one file each in `nets/`. */
export const nets = { mlp, cnn, resnet, vgg, mobilenet, densenet, vit } as const satisfies Record<string, NetEntry>;

export type NetName = keyof typeof nets;
