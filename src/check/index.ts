export { type Checked, type CheckOptions, checkFiles } from './check-files.js';
export { checkDiagnostics } from './diagnostics.js';
export type * from './experiment.js';
export type { FileReader } from './files.js';
export type { Override } from './overrides.js';
