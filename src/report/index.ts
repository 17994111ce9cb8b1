export type { JobId, Plan, PlannedTrial } from '../plan/index.js';
export type { RunEvent } from '../schedule/events.js';
export type { RunRequest } from '../schedule/request.js';
export { type Attempt, attemptsOf } from './attempts.js';
export { axisColumns } from './axis-columns.js';
export { cellLabel, differingAxes, shortAxisNames } from './cell-label.js';
export { type Comparison, compareCells, significance } from './compare.js';
export { compareRuns, type RunsComparison } from './compare-runs.js';
export { pText } from './comparison-columns.js';
export { comparisonText } from './comparison-text.js';
export type { ConceptResult } from './concepts.js';
export { cellsCsv, trialsCsv } from './csv.js';
export { distillationGain } from './distillation-gain.js';
export { clockText, durationText } from './durations.js';
export { defeatLine } from './early-stop-text.js';
export { epochsCsv } from './epochs-csv.js';
export { secondsLeft, type TimeLeft, timeLeft } from './estimate.js';
export { heatMapFiles } from './heat-map-picture.js';
export { heatMapLines, type Viewer } from './heat-map-text.js';
export { comparisonJson, resultsJson } from './json.js';
export { latexTables } from './latex.js';
export { type Measurement, measurements, type TrialCourse, trialCourses } from './long-form.js';
export { markdownTables } from './markdown.js';
export type { MetricFacts, MetricLookup } from './metric.js';
export { oneLine } from './one-line.js';
export { plainLog } from './plain.js';
export { reduce } from './reduce.js';
export { engineSentence, reportText } from './report-text.js';
export { type CellResult, type ExperimentResult, type RunResults, resultsOf, type TrialResult } from './results.js';
export { elapsedMs, initialState, type JobRecord, type RunState } from './run-state.js';
export { runSummary, runsTable } from './runs-table.js';
export { intervalText, meanText, numberText, type Scale, scaleFor, signedText, titleText, valueText } from './scale.js';
export { stateText, stateWord } from './state-text.js';
export { type IntervalMethod, type Summary, summarize } from './statistics.js';
export { summarySentences } from './summary.js';
export type { TeacherResult } from './teachers.js';
export {
  type Addition,
  type BoardRecords,
  boardRecords,
  withoutUndoneEnds,
} from './tensorboard/board-records.js';
export type { Board } from './tensorboard/boards.js';
export type { TextOptions } from './text-options.js';
export { traceTsv } from './trace.js';
export { type PastEpoch, trainingEpochs } from './training-epochs.js';
export { trialLabel } from './trial-label.js';
export { recordsOf, type TrialState, trialState } from './trial-state.js';
export { type AttemptStory, type TrialStory, trialStory } from './trial-story.js';
export { epochsOf, trialText } from './trial-text.js';
export { warningTexts } from './warning-lines.js';
export { type ClassCount, resultWarnings } from './warnings.js';
export { cut, pad, widthOf, wrap } from './width.js';
