import { type Configured, isMap, lastMap } from '../../catalogue/index.js';
import { type ImageSet, imageSize } from '../../data/index.js';
import type { HeatMap, HeatMaps } from '../../formats/index.js';
import { explain } from '../../learn/grad-cam.js';
import type { Net } from '../../learn/module.js';
import type { ImageBatches } from '../../learn/streams/index.js';
import { JobFailure } from '../job-context.js';

/** What is looked at: a part of the data, and what the product makes of it. */
interface Looked {
  readonly set: ImageSet;
  /** Of the part, into the set. */
  readonly indices: Uint32Array;
  readonly images: ImageBatches;
  /** [examples, classes] */
  readonly logits: Float32Array;
}

/**
 * Grad-CAM of a product for some images, with the images.
 *
 * @throws JobFailure `refused` where there is no such image or map
 */
export async function heatMaps(net: Net, { settings }: Configured, looked: Looked): Promise<HeatMaps> {
  const tap = typeof settings.tap === 'string' ? settings.tap : lastMap(net.taps);
  if (tap === undefined || !isMap(net.taps[tap]))
    throw new JobFailure(
      'refused',
      `\`grad-cam\` looks at maps, and the product shows none${tap ? ` at \`${tap}\`` : ''}`,
    );
  const places = Uint32Array.from(settings.images as readonly number[]);
  const { set, indices, images, logits } = looked;
  const missing = places.find(place => place >= indices.length);
  if (missing !== undefined)
    throw new JobFailure('refused', `there is no image ${missing} among ${indices.length} of the test part, from 0`);

  const classes = set.classNames.length;
  const seen = [...places].map(place => {
    const probabilities = softmaxOf(logits.subarray(place * classes, (place + 1) * classes));
    const taken = probabilities.indexOf(Math.max(...probabilities));
    const label = set.labels[indices[place] ?? 0] ?? 0;
    return { place, label, taken, probability: probabilities[taken] ?? 0 };
  });
  const explained = seen.map(({ label, taken }) => (settings.of === 'label' ? label : taken));
  const { rows, columns, values } = await explain(net, images.select(places), tap, explained);
  const nameOf = (index: number): string => set.classNames[index] ?? '';
  const pictures = seen.map(({ place, label, taken, probability }, at): HeatMap => {
    const [height, width, channels] = set.shape;
    return {
      place,
      label: nameOf(label),
      taken: nameOf(taken),
      probability: rounded(probability),
      explained: nameOf(explained[at] ?? 0),
      picture: { rows: height, columns: width, channels, values: bytesOf(set, indices[place] ?? 0) },
      map: { rows, columns, values: scaled(values.subarray(at * rows * columns, (at + 1) * rows * columns)) },
    };
  });
  return { layer: tap, pictures };
}

function softmaxOf(logits: Float32Array): number[] {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, logit => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / total);
}

/** The pixels of an image as bytes, whatever they are in the set. */
function bytesOf({ images, shape, scale }: ImageSet, index: number): number[] {
  const size = imageSize(shape);
  return Array.from(images.subarray(index * size, (index + 1) * size), pixel =>
    Math.round(255 * Math.min(1, Math.max(0, pixel / scale))),
  );
}

function scaled(map: Float32Array): number[] {
  const largest = Math.max(...map);
  return Array.from(map, value => (largest > 0 ? rounded(value / largest) : 0));
}

/** Four digits are more than anybody sees. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
