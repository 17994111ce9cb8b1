export { ArchiveError, type ArchiveRules, type ReadFile, readArchive } from './archive/read-archive.js';
export { type ArchivedFile, writeArchive } from './archive/write-archive.js';
export { type CsvField, csvText } from './csv.js';
export { type Grid, type HeatMap, type HeatMaps, heatMapsFile, heatMapsText, parseHeatMaps } from './heat-maps.js';
export { jsonLine, parseJsonLine, parseJsonLines } from './jsonl.js';
export { type LogBatch, logBatches, type MlflowMetric, type MlflowRun } from './mlflow/mlflow-run.js';
export { foldScales } from './nets/fold-scales.js';
export { graphModel } from './nets/graph-model.js';
export { layersModel, NoSuchLayer } from './nets/layers-model.js';
export {
  type Constant,
  type GraphNode,
  type GraphOperation,
  inputName,
  type NetGraph,
  type Operand,
  outputName,
  type Padding,
  samePadding,
  type ValueName,
} from './nets/net-graph.js';
export { onnxModel } from './nets/onnx.js';
export { savedModel } from './nets/saved-model.js';
export type { TfjsFiles } from './nets/tfjs-files.js';
export { type ParquetColumn, type ParquetRow, writeParquet } from './parquet.js';
export { pngBytes } from './png.js';
export {
  mostConfused,
  type NetSize,
  parseTallies,
  type ReliabilityBin,
  type Tallies,
  talliesFile,
  talliesText,
} from './tallies.js';
export * as tfevents from './tfevents/index.js';
