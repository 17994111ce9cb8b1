import { createHash } from 'node:crypto';

import { stateText } from '../report/index.js';
import { type Context, contextOf, type Section } from './context.js';
import { Html, html } from './html.js';
import type { PageInput } from './input.js';
import { prose } from './prose.js';
import { script } from './script.js';
import { answer } from './sections/answer.js';
import { calibration } from './sections/calibration.js';
import { cells } from './sections/cells.js';
import { concepts } from './sections/concepts.js';
import { confusion } from './sections/confusion.js';
import { learningCurves, lossTerms } from './sections/curves.js';
import { generations } from './sections/generations.js';
import { again, origin } from './sections/origin.js';
import { seeds } from './sections/seeds.js';
import { settings } from './sections/settings.js';
import { source } from './sections/source.js';
import { time } from './sections/time.js';
import { tradeOff } from './sections/trade-off.js';
import { trials } from './sections/trials.js';
import { style } from './style.js';

/** In the order a reader asks. */
const sections: readonly ((context: Context) => Section | undefined)[] = [
  cells,
  seeds,
  tradeOff,
  learningCurves,
  lossTerms,
  concepts,
  generations,
  calibration,
  confusion,
  trials,
  settings,
];

/** One HTML page that needs nothing else, neither a network nor a script, and says what a run found. */
export function reportPage(input: PageInput): string {
  const contexts = input.results.experiments.flatMap((_, at) => contextOf(input, at) ?? []);
  const [only] = contexts.length === 1 ? contexts : [];
  const articles = contexts.map(context => articleOf(context, only === undefined));
  const ofRun = runSections(input);
  const title = only ? `${questionOf(only)} – ${only.experiment.name}` : `Run ${input.results.run}`;
  const name = only ? `experiment ${only.experiment.name}` : `${contexts.length} experiments`;
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${input.origin.writtenBy}">
<title>${title}</title>
<style>${Html.trusted(style)}</style></head>
<body><a class="skip" href="#main">Skip to the answer</a>
<div class="page">
<header><p class="kicker">Report of ${name}, run ${input.results.run}: ${stateText(input.state)}</p>
<h1>${only ? questionOf(only) : title}</h1></header>
<main id="main">
${articles.map(({ head }) => head)}
<nav aria-labelledby="contents"><h2 id="contents">On this page</h2><ul>${[
      ...articles.flatMap(({ entries }) => entries),
      ...ofRun,
    ].map(({ id, title: entry }) => html`<li><a href="#${id}">${entry}</a></li>`)}</ul></nav>
${articles.map(({ body }) => body)}
${ofRun.map(({ id, title: head, body }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${head}</h2>\n${body}</section>\n`)}
</main>
<footer><p>Written by ${input.origin.writtenBy} on ${input.origin.written}. This file needs no network and no script.</p></footer>
</div>
<script>${Html.trusted(script)}</script>
</body></html>
`.text
  }`;
}

interface Article {
  /** Stands on the first screen. */
  readonly head: Html;
  readonly entries: readonly { readonly id: string; readonly title: string }[];
  readonly body: Html;
}

function articleOf(context: Context, isOneOfMany: boolean): Article {
  const { experiment, id } = context;
  const made = sections.flatMap(make => make(context) ?? []);
  const there = made.flatMap(section => ('body' in section ? [section] : []));
  const missing = made.flatMap(section => ('missing' in section ? [section] : []));
  const head = isOneOfMany
    ? html`<section aria-labelledby="${id('top')}"><h2 id="${id('top')}" class="question">${questionOf(context)}</h2>\n<p class="kicker">experiment ${experiment.name}</p>\n${answer(context)}</section>\n`
    : answer(context);
  const suffix = isOneOfMany ? ` of ${experiment.name}` : '';
  const body = html`${there.map(({ id: anchor, title, body: text }) => html`<section aria-labelledby="${anchor}"><h2 id="${anchor}">${title}${suffix}</h2>\n${text}</section>\n`)}
${missing.length > 0 && html`<section aria-labelledby="${id('missing')}"><h2 id="${id('missing')}">What is not here, and why${suffix}</h2>\n<ul class="missing">${missing.map(({ title, missing: why }) => html`<li><strong>${title}</strong>: ${prose(why)}.</li>`)}</ul></section>\n`}`;
  return { head, entries: there.map(({ id: anchor, title }) => ({ id: anchor, title: `${title}${suffix}` })), body };
}

const runSections = (input: PageInput) => [
  { id: 'time', title: 'Time and cost', body: time(input) },
  { id: 'again', title: 'How to run it again', body: again(input) },
  { id: 'source', title: 'Source', body: source(input) },
  { id: 'origin', title: 'Environment', body: origin(input) },
];

const questionOf = ({ experiment }: Context): string => experiment.about ?? experiment.name;

/** Nothing is loaded from anywhere, and no script runs but ours. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; base-uri 'none'; form-action 'none'`;
