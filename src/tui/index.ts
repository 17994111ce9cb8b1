export { startLiveView } from './start-live-view.js';
