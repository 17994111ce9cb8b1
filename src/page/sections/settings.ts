import type { Context, Section } from '../context.js';
import { type SettingsTable, settingsTable } from '../facts/settings.js';
import { dataTable } from '../figures/data-table.js';
import { type Html, html } from '../html.js';

/** More cells than this are no columns that anybody reads; rows then are cells. */
const mostCells = 200;
const mostColumns = 8;

/** What every cell resolved to: the .kd file with all defaults filled in. */
export function settings(context: Context): Section {
  const { experiment, planned, input, labelOf, trainingOf, id } = context;
  const cells = experiment.cells.slice(0, mostCells);
  const students = settingsTable(cells.map(trainingOf));
  const teachers = planned.teachers.flatMap(({ label, evaluation }) => {
    const spec = input.state.jobs.get(evaluation)?.job.spec;
    const job = spec?.kind === 'evaluate' ? input.state.jobs.get(spec.product)?.job : undefined;
    return job ? [{ label, job }] : [];
  });
  const body = html`<p>All settings that decide a result, defaults included, as the jobs got them.</p>
${students.differing.length > 0 && differing(students, cells.map(labelOf), 'cell')}
${experiment.cells.length > cells.length && html`<p class="note">${cells.length} of ${experiment.cells.length} cells are written here; \`kd exp plan --json\` has all.</p>`}
<details><summary>The same in all cells: ${students.common.length} settings</summary>${common(students, 'Settings of all cells')}</details>
${teachers.length > 0 && teachersPart(teachers)}`;
  return { id: id('settings'), title: 'Settings', body };
}

function teachersPart(
  teachers: readonly { readonly label: string; readonly job: Parameters<typeof settingsTable>[0][number] }[],
): Html {
  const table = settingsTable(teachers.map(({ job }) => job));
  const labels = teachers.map(({ label }) => `teacher ${label}`);
  return html`<details><summary>Teachers: ${labels.length}</summary>${table.differing.length > 0 && differing(table, labels, 'teacher')}${common(table, 'Settings of all teachers')}</details>`;
}

/** Settings by row while there is room for a column each, else by column. */
function differing({ differing: rows }: SettingsTable, labels: readonly string[], head: string): Html {
  const title = `Settings in which one ${head} differs from another`;
  const value = (text: string | undefined): Html => html`<code>${text ?? '–'}</code>`;
  if (labels.length <= mostColumns)
    return dataTable({
      title,
      columns: [{ title: 'setting' }, ...labels.map(label => ({ title: label }))],
      rows: rows.map(({ path, values }) => [html`<code>${path}</code>`, ...values.map(value)]),
    });
  return dataTable({
    title,
    columns: [{ title: head }, ...rows.map(({ path }) => ({ title: html`<code>${path}</code>` }))],
    rows: labels.map((label, at) => [label, ...rows.map(({ values }) => value(values[at]))]),
  });
}

const common = ({ common: rows }: SettingsTable, title: string): Html =>
  dataTable({
    title,
    columns: [{ title: 'setting' }, { title: 'value' }],
    rows: rows.map(([path, value]) => [html`<code>${path}</code>`, html`<code>${value}</code>`]),
  });
