export { type LiveView, type LiveViewOptions, startLiveView } from './start-live-view.js';
