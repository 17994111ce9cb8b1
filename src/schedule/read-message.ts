import type { FailureReason, JobId } from '../plan/index.js';
import type { EpochProgress, FromWorker, JobResult, ResumePoint } from '../worker/protocol.js';

/** The message a worker sent, or undefined where it is none of the protocol's. */
export function readMessage(sent: unknown): FromWorker | undefined {
  return isFromWorker(sent) ? sent : undefined;
}

function isFromWorker(sent: unknown): sent is FromWorker {
  if (!isRecord(sent)) return false;
  switch (sent.type as FromWorker['type']) {
    case 'alive':
      return true;
    case 'ready':
      return typeof sent.pid === 'number';
    case 'job-stopped':
      return isJob(sent.job);
    case 'epoch-finished':
      return isJob(sent.job) && isProgress(sent.progress);
    case 'job-resumed':
      return isJob(sent.job) && isResumePoint(sent.at);
    case 'job-finished':
      return isJob(sent.job) && isResult(sent.result);
    case 'job-failed':
      return isJob(sent.job) && isReason(sent.reason) && typeof sent.text === 'string' && isInput(sent.input);
    default:
      return false;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isJob = (value: unknown): value is JobId => typeof value === 'string';
const isResult = (value: unknown): value is JobResult =>
  isRecord(value) && isRecord(value.metrics) && Array.isArray(value.warnings) && typeof value.seconds === 'number';
const isProgress = (value: unknown): value is EpochProgress =>
  isRecord(value) && typeof value.epoch === 'number' && isRecord(value.losses) && isRecord(value.metrics);
const isResumePoint = (value: unknown): value is ResumePoint =>
  isRecord(value) && ['from', 'epoch', 'epochs', 'step'].every(field => typeof value[field] === 'number');
const isInput = (value: unknown): value is JobId | undefined => value === undefined || isJob(value);
const isReason = (value: unknown): value is FailureReason =>
  typeof value === 'string' && Object.hasOwn(failureReasons, value);

export const failureReasons: Readonly<Record<FailureReason, true>> = {
  crashed: true,
  lost: true,
  'out-of-memory': true,
  'timed-out': true,
  diverged: true,
  'disk-full': true,
  unreadable: true,
  'damaged-input': true,
  refused: true,
  defect: true,
};
