import { initialState, type MetricLookup, type Plan, type RunEvent, reduce, secondsLeft } from '../report/index.js';
import { type Announcement, announcementOf } from './announcement.js';
import { type Frame, frameOf, type Screen } from './frame.js';

/** So many lines are told for good; beyond them a big sweep would bury the scrollback and only counts go on. */
const mostAnnouncements = 500;

/** Turns events into frames: many events, few frames, one subscriber told of each. */
export interface FrameSource {
  onEvent(event: RunEvent): void;
  /** Makes a new frame, if there is something new to see. */
  tick(): void;
  readonly frame: () => Frame;
  readonly subscribe: (listener: () => void) => () => void;
}

export function frameSource(plan: Plan, metric: MetricLookup, screen: () => Screen, now: () => number): FrameSource {
  const state = initialState(plan);
  const estimateEveryMs = plan.jobs.length > 10_000 ? 10_000 : 1_000; // it looks at every job
  const listeners = new Set<() => void>();
  let announcements: readonly Announcement[] = [];
  let estimate: { readonly atMs: number; readonly seconds: number | undefined } = { atMs: 0, seconds: undefined };
  let isStale = false;
  let frame = frameOf(state, screen(), { nowMs: now(), secondsLeft: undefined }, announcements);
  let shownMs = 0;

  return {
    onEvent(event) {
      reduce(state, event);
      isStale = true;
      const announcement = announcementOf(state, event, metric);
      if (announcement && announcements.length < mostAnnouncements) announcements = [...announcements, announcement];
    },
    tick() {
      const nowMs = now();
      if (!isStale && nowMs - shownMs < 1_000) return;
      if (nowMs - estimate.atMs >= estimateEveryMs) estimate = { atMs: nowMs, seconds: secondsLeft(state, nowMs) };
      frame = frameOf(state, screen(), { nowMs, secondsLeft: estimate.seconds }, announcements);
      isStale = false;
      shownMs = nowMs;
      for (const listener of listeners) listener();
    },
    frame: () => frame,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
