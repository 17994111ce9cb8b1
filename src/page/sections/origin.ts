import type { DataSpec } from '../../plan/index.js';
import { engineSentence } from '../../report/index.js';
import { dataTable } from '../figures/data-table.js';
import { type Html, html, type Part } from '../html.js';
import type { PageInput } from '../input.js';

/** What computed the numbers, from which bytes. */
export function origin(input: PageInput): Html {
  const { origin: facts, state } = input;
  const rows: readonly (readonly [string, Part])[] = [
    ['run', state.run],
    ['began', facts.started],
    ['last event', facts.ended],
    ['engine', engineSentence(state.plan.engine)],
    ['slots', `${facts.workers} at the end`],
    ...(facts.cards.length > 0 ? [['graphics cards', facts.cards.join('; ')] as const] : []),
    ['results computed by', facts.versions.join('; ') || 'nothing yet'],
    ['plan, SHA-256', html`<code>${facts.planSha256}</code>`],
    ...dataSets(input).map(
      ({ name, fingerprint }) => [`data ${name}, fingerprint`, html`<code>${fingerprint}</code>`] as const,
    ),
    ['this page written by', `${facts.writtenBy}, ${facts.written}`],
  ];
  return html`${dataTable({ title: 'What computed the numbers', columns: [{ title: 'fact' }, { title: 'value' }], rows })}
<p class="note">The journal knows no more of the machine: kd writes neither its name nor its processor into a run.</p>`;
}

function dataSets({ state }: PageInput): { readonly name: string; readonly fingerprint: string }[] {
  const found = new Map<string, string>();
  for (const { job } of state.jobs.values()) {
    const spec = job.spec as { readonly data?: DataSpec; readonly external?: readonly DataSpec[] };
    for (const { from, fingerprint } of [...(spec.data ? [spec.data] : []), ...(spec.external ?? [])])
      found.set(fingerprint, from.name);
  }
  return [...found].map(([fingerprint, name]) => ({ name, fingerprint }));
}

/** What to type to get the same again, and to see whether it is. */
export function again({ origin: facts, sources, state }: PageInput): Html {
  const typed = facts.command.map(quoted).join(' ');
  return html`<p>Save the source below as ${sources.map(({ name }, at) => html`${at > 0 && ', '}<code>${name}</code>`)} and type what was typed for this run:</p>
<pre tabindex="0" role="group" aria-label="Command"><code>${typed}</code></pre>
<p>Equal sources, data and engine give equal ids of results; where the store has them, nothing is computed again. In the store of this run:</p>
<pre tabindex="0" role="group" aria-label="Further commands"><code>kd exp verify ${state.run}   # recompute every hash
kd exp show ${state.run}     # the tables
kd exp report ${state.run}   # this page</code></pre>`;
}

/** As a shell takes it for one word. */
const quoted = (word: string): string => (/^[\w./:=@,%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
