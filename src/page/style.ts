/** The style sheet of the page: light, dark by the reader's wish, and paper. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a1c1f; --muted: #676d75; --rule: #d9dce0; --wash: #f5f6f7; --link: #00528a;
  --warn: #fff6e5; --warn-rule: #c47f00;
  --s0: #1a1c1f; --s1: #0072b2; --s2: #c04a00; --s3: #00805e; --s4: #a8478b; --s5: #9a6a00; --s6: #2b7fae; --s7: #6f5bb5;
  --better: #00704f; --worse: #b03a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --ink: #e6e7e9; --muted: #a0a6ae; --rule: #363a40; --wash: #1d2024; --link: #7cc0ee;
    --warn: #2b2413; --warn-rule: #e0a030;
    --s0: #e6e7e9; --s1: #56b4e9; --s2: #ff8d4d; --s3: #2fc99b; --s4: #e79bcb; --s5: #e6ab2e; --s6: #8ad0f7; --s7: #b7a6f2;
    --better: #43d3a6; --worse: #ff9a66;
  }
}
* { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font-variant-numeric: tabular-nums; }
.page { max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem; }
.kicker { margin: 0 0 0.75rem; color: var(--muted); font-size: 0.9rem; }
h1 { font-size: clamp(1.6rem, 4.5vw, 2.3rem); line-height: 1.2; font-weight: 600; letter-spacing: -0.012em; margin: 0 0 1.25rem; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 600; margin: 3.5rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.05rem; font-weight: 600; margin: 2rem 0 0.75rem; }
article + article { margin-top: 4rem; }
article > h2.question { font-size: 1.6rem; border-top: 3px solid var(--ink); }
article.many h3.section { font-size: 1.2rem; margin-top: 2.75rem; }
p, ul, dl { max-width: 46rem; }
.lead { font-size: 1.2rem; line-height: 1.5; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
.findings, .notes, .warnings ul { padding-left: 1.2rem; }
.findings { list-style: none; padding-left: 0; }
.findings li { padding-left: 1.5rem; text-indent: -1.5rem; margin: 0.4rem 0; }
.findings li > span:first-child { display: inline-block; width: 1.5rem; text-indent: 0; }
.warnings details { margin: 0.4rem 0 0; }
.notes { color: var(--muted); font-size: 0.9rem; }
.notes li { margin: 0.25rem 0; }
.note { color: var(--muted); font-size: 0.9rem; }
.better { color: var(--better); } .worse { color: var(--worse); } .open { color: var(--muted); }
.warnings { background: var(--warn); border-left: 4px solid var(--warn-rule); padding: 0.75rem 1rem; margin: 1.5rem 0; max-width: 46rem; overflow-wrap: anywhere; }
.warnings p { margin: 0; } .warnings ul { margin: 0.4rem 0 0; }
.glance { display: flex; flex-wrap: wrap; gap: 0.75rem 2.25rem; margin: 1.75rem 0; }
.glance div { display: flex; flex-direction: column-reverse; }
.glance dt { color: var(--muted); font-size: 0.85rem; }
.glance dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
nav { margin: 2.5rem 0 0; font-size: 0.92rem; }
nav h2 { font-size: 0.92rem; margin: 0 0 0.35rem; padding: 0; border: 0; color: var(--muted); font-weight: 400; }
nav ul { list-style: none; padding: 0; margin: 0; max-width: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; }
figure { margin: 1.5rem 0 2rem; }
figcaption { color: var(--muted); font-size: 0.9rem; max-width: 46rem; margin-top: 0.5rem; }
figcaption strong { color: var(--ink); font-weight: 600; }
.scroll { overflow-x: auto; }
svg.plot { display: block; max-width: 100%; height: auto; min-width: 27rem; }
.panels svg.plot { min-width: 19rem; } .small-multiples svg.plot { min-width: 0; width: 100%; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 0 2rem; }
.panels figure:only-child { grid-column: 1 / -1; }
.small-multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12rem, 45%), 1fr)); gap: 1rem; }
.small-multiples > div { max-width: 15rem; }
.panel-title { margin: 0; font-size: 0.85rem; overflow-wrap: anywhere; }
.legend { list-style: none; padding: 0; margin: 0 0 0.5rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.88rem; max-width: none; }
.legend li { display: flex; align-items: center; gap: 0.4rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; margin: 0.5rem 0 1rem; }
caption { text-align: left; color: var(--muted); padding: 0.25rem 0; }
th, td { padding: 0.32rem 0.9rem 0.32rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
thead th { font-weight: 600; vertical-align: bottom; border-bottom: 1.5px solid var(--ink); }
tbody th { font-weight: 400; }
@media screen and (min-width: 40rem) { tbody th { white-space: nowrap; } }
.verdict, td code, th code { white-space: nowrap; }
tbody tr:last-child > * { border-bottom-color: var(--ink); }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
td .spread, .panel-title .spread { color: var(--muted); }
.foot { color: var(--muted); }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; text-decoration: underline dotted; text-underline-offset: 0.2em; }
th[aria-sort=ascending] button::after { content: " ↑"; } th[aria-sort=descending] button::after { content: " ↓"; }
.confusion td, .confusion th { padding: 0.25rem 0.5rem; }
.confusion td[style] { background: color-mix(in srgb, var(--s1) calc(var(--v) * 38%), transparent); }
.confusion .none { color: var(--muted); }
details { margin: 0.5rem 0; } summary { cursor: pointer; font-size: 0.92rem; overflow-wrap: anywhere; }
figure details summary { color: var(--muted); font-size: 0.88rem; }
pre { background: var(--wash); padding: 0.9rem 1rem; overflow-x: auto; font-size: 0.84rem; line-height: 1.5; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.94em; overflow-wrap: anywhere; }
pre code { overflow-wrap: normal; }
.missing { color: var(--muted); font-size: 0.92rem; } .missing strong { color: var(--ink); font-weight: 600; }
footer { margin-top: 4rem; color: var(--muted); font-size: 0.85rem; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --muted: #4d5157; --rule: #c4c8cc; --wash: #f4f4f4; --link: #000; --warn: #fff; --warn-rule: #000;
    --s0: #000; --s1: #0072b2; --s2: #c04a00; --s3: #00805e; --s4: #a8478b; --s5: #9a6a00; --s6: #2b7fae; --s7: #6f5bb5; --better: #000; --worse: #000; }
  html { font-size: 9.5pt; }
  .page { max-width: none; padding: 0; }
  nav, .skip, figure details { display: none; }
  .scroll { overflow: visible; }
  table { font-size: 7pt; width: 100%; } th, td { padding-right: 0.4rem; }
  th, td, .number, .verdict, td code, th code { white-space: normal; overflow-wrap: break-word; }
  td code { overflow-wrap: anywhere; }
  tbody tr, svg.plot, .warnings { break-inside: avoid; } h2, h3 { break-after: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  svg.plot { min-width: 0; }
  .confusion td[style] { print-color-adjust: exact; }
  a, th button { text-decoration: none; }
}
`;
