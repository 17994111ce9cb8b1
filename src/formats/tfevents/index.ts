export { fileVersionRecord, type Moment, scalarsRecord, startRecord } from './event.js';
export {
  type HparamColumn,
  type HparamSession,
  type HparamTable,
  type HparamValue,
  hparamTableRecord,
  sessionEndRecord,
  sessionStartRecord,
} from './hparams.js';
