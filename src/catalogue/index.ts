export { type AugmentationName, augmentations } from './augmentation.js';
export {
  type BlockEntry,
  type BlockName,
  type BlockSetting,
  blocks,
  type Declarable,
  type SettingShape,
} from './block.js';
export { catalogue, findEntry } from './catalogue.js';
export { asMeasure, asWeighting, cavsOf } from './cav-of.js';
export type { Concept } from './concept.js';
export { type DatasetEntry, type DatasetFacts, type DatasetName, datasets } from './dataset.js';
export type { Configured, Entry, Parameter, Parameters, SettingsOf, TapsInUse, Use } from './entry.js';
export { examples } from './examples.js';
export { type LossEntry, type LossName, losses } from './loss.js';
export { givesPictures, type MetricEntry, type MetricName, metricKey, metricOfKey, metrics } from './metric.js';
export { isConfigured, needsOf } from './needs.js';
export {
  densenetLayout,
  type Input,
  mobilenetLayout,
  type NetEntry,
  type NetName,
  type NetShape,
  nets,
  resnetLayout,
  type TrainDefaults,
  vggLayout,
} from './net.js';
export { type OptimizerName, optimizers } from './optimizer.js';
export { type RampName, ramps } from './ramp.js';
export { type ScheduleName, schedules } from './schedule.js';
export { type StoppingName, stoppings } from './stopping.js';
export { type Needs, type StrategyEntry, type StrategyName, strategies } from './strategy.js';
export {
  affineBehind,
  bottleneckOf,
  hintPair,
  isMap,
  type Layers,
  lastMap,
  lastStage,
  layersOf,
  onePair,
  type Pair,
  stagePairs,
  stagesOf,
  type Taps,
} from './taps.js';
export { type Amount, type CatalogueKind, catalogueKinds, type TypeShape } from './type.js';
export { type WeightingName, weightings } from './weighting.js';
