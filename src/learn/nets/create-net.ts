import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { type Configured, type Input, type NetName, nets, type SettingsOf } from '../../catalogue/index.js';
import { Bug } from '../../lib/bug.js';
import type { Random } from '../../lib/random.js';
import type { Net } from '../module.js';
import { cnn } from './cnn.js';
import { densenet } from './densenet.js';
import { mlp } from './mlp.js';
import { mobilenet } from './mobilenet.js';
import { named } from './named.js';
import type { NetBuilder } from './net-parts.js';
import { resnet } from './resnet.js';
import { vgg } from './vgg.js';
import { vit } from './vit.js';

/** Every net the catalogue promises. */
const builders: { readonly [N in NetName]: NetBuilder<SettingsOf<(typeof nets)[N]>> } = {
  mlp,
  cnn,
  resnet,
  vgg,
  mobilenet,
  densenet,
  vit,
};

/**
 * A net of the catalogue with its first weights, which depend on the settings and on `random` alone: each layer draws
 * from a stream of its own, `random.for('stage-1')` and so on. Its variables are `stem/…`, `stage-1/weights`, …, `pool/…`,
 * `head/bias`.
 */
export function createNet(configured: Configured, input: Input, classes: number, random: Random): Net {
  const name = configured.name as NetName;
  if (!Object.hasOwn(builders, name)) throw new Bug(`no net is called ${name}`);
  // The checker has seen to it that the settings are those of the entry; the type cannot follow a name.
  const builder = builders[name] as NetBuilder<unknown>;
  const { stem, stages, pool, head } = builder(configured.settings, input, classes, random);
  const shape = (nets[name].shape as ShapeOf)(configured.settings, input, classes);
  return {
    configured,
    input,
    classes,
    ...shape,
    head,
    variables: [
      ...named('stem', stem.variables),
      ...stages.flatMap((stage, index) => named(`stage-${index + 1}`, stage.variables)),
      ...named('pool', pool.variables),
      ...head.variables,
    ],
    apply(images, call) {
      const { through = (_, value) => value } = call;
      const taps: Record<string, Tensor> = {};
      let last = stem.apply(images, call);
      stages.forEach((stage, index) => {
        const name = `stage-${index + 1}`;
        last = through(name, stage.apply(last, call));
        taps[name] = last;
      });
      const pooled = through('pooled', pool.apply(last, call)) as Tensor2D; // [batch, features]
      const logits = through('logits', head.apply(pooled, call)) as Tensor2D; // [batch, classes]
      return { logits, taps: { ...taps, pooled, logits } };
    },
  };
}

type ShapeOf = (settings: unknown, input: Input, classes: number) => ReturnType<(typeof nets)[NetName]['shape']>;
