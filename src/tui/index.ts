export type { DeviceReadings, WorkerUse } from './dash/devices.js';
export { type Dash, type DashOptions, startDash } from './dash/start-dash.js';
export { startLiveView } from './start-live-view.js';
