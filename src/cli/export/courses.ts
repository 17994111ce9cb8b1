import { type TrialCourse, trainingEpochs, trialCourses } from '../../report/index.js';
import { storedHistory } from '../../schedule/index.js';
import type { ExportedRun } from './export-step.js';

/** All trials of a run with their epochs, wherever these were done. */
export const coursesOf = ({ state, events, store }: ExportedRun): Iterable<TrialCourse> =>
  trialCourses(
    state,
    trainingEpochs(events, training => storedHistory(training, store.objects)),
  );
