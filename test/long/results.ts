import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const file = new URL('../../bench/long.md', import.meta.url);
const head = `# The long proofs

What \`npm run test:long\` found when it last ran to the end of each part. Every part replaces its own section.
`;

/** Writes what a proof found into its section of \`bench/long.md\`: figures by name, with when and where it ran. */
export function writeResults(section: string, figures: Readonly<Record<string, string | number>>): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head;
  const [intro = head, ...sections] = before.split(/^(?=## )/m);
  const others = sections.filter(text => !text.startsWith(`## ${section}\n`));
  const rows = Object.entries(figures).map(([name, figure]) => `| ${name} | ${figure} |`);
  const text = [`## ${section}`, '', '| what | figure |', '|---|---|', ...rows, '', `${circumstances()}`, ''].join(
    '\n',
  );
  const all = [...others.map(other => other.trimEnd()), text.trimEnd()].sort();
  writeFileSync(file, `${[intro.trimEnd(), ...all].join('\n\n')}\n`);
}

function circumstances(): string {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${date} UTC, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}).`;
}

/** As people say it: `12 min 5 s`. */
export function since(started: number): string {
  const seconds = Math.round((performance.now() - started) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A number that the environment may set, for a shorter or longer run. */
export const amount = (name: string, standard: number): number => Number(process.env[name] ?? standard);
