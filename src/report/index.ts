export type { JobId, Plan } from '../plan/index.js';
export type { RunEvent } from '../schedule/events.js';
export type { Comparison, Direction, Verdict } from './compare.js';
export { cellsCsv, trialsCsv } from './csv.js';
export { clockText, durationText } from './durations.js';
export { secondsLeft } from './estimate.js';
export { resultsJson } from './json.js';
export type { MetricFacts, MetricLookup } from './metric.js';
export { oneLine } from './one-line.js';
export { type PlainLog, plainLog } from './plain.js';
export { reduce } from './reduce.js';
export { type ReportOptions, reportText } from './report-text.js';
export { type ExperimentResult, type RunResults, resultsOf } from './results.js';
export {
  type EpochProgress,
  elapsedMs,
  type Failure,
  initialState,
  type JobRecord,
  type JobState,
  type RunState,
} from './run-state.js';
export { type RunSummary, runSummary, runsTable } from './runs-table.js';
export { valueText } from './scale.js';
export type { TextOptions } from './text-options.js';
export { epochsOf, trialText } from './trial-text.js';
export type { ClassCount } from './warnings.js';
export { cut, pad, widthOf } from './width.js';
