import { distillationGain, durationText, elapsedMs, valueText } from '../../report/index.js';
import type { Context } from '../context.js';
import { type Html, html } from '../html.js';

/** A few facts that a reader weighs an answer by. */
export function glance({ experiment, input }: Context): Html {
  const { trials, cells } = experiment;
  const done = trials.filter(({ state }) => state === 'done').length;
  const seeds = [...new Set(cells.map(({ n }) => n))].sort((a, b) => a - b);
  const gain = distillationGain(experiment, input.metric);
  const facts: readonly (readonly [string, string])[] = [
    ['cells', String(cells.length)],
    ['seeds a cell', seeds.length > 1 ? `${seeds[0]} to ${seeds.at(-1)}` : String(seeds[0] ?? 0)],
    ['trials done', done === trials.length ? String(done) : `${done} of ${trials.length}`],
    ...(gain
      ? [[`best teacher, ${gain.metric}`, `${valueText(gain.teacher.value, input.metric(gain.metric).unit)}`] as const]
      : []),
    ['computing took', durationText(elapsedMs(input.state, input.state.lastMs) / 1000)],
  ];
  return html`<dl class="glance">${facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
