import { type Html, html } from '../html.js';
import type { PageInput } from '../input.js';

/** The `.kd` files as they were when the run began. */
export const source = ({ sources }: PageInput): Html =>
  sources.length === 0
    ? html`<p>The run's folder has no source file.</p>`
    : html`${sources.map(
        ({ name, text, sha256 }) => html`<h3>${name}</h3>
<p class="note">SHA-256 <code>${sha256}</code></p>
<pre tabindex="0" role="group" aria-label="Source of ${name}"><code>${text}</code></pre>
`,
      )}`;
