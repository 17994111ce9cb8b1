export type { Checkpoints, StoredCheckpoint } from './checkpoints.js';
export type { Journal } from './journal.js';
export type { ObjectInfo } from './object-info.js';
export type { ObjectReader } from './objects.js';
export type { RunFolder } from './run-folder.js';
export type { Runs } from './runs.js';
export { openStore, type Store } from './store.js';
export { isSystemError, StoreError } from './store-error.js';
export { writeFileWhole } from './write-file.js';
