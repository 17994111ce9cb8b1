/* Lines per folder, median and largest file: `npm run size`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const root = join(import.meta.dirname, '..');
const files = ['grammar', 'src', 'test'].flatMap(top =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => {
      const path = join(top, name);
      const folder = top === 'src' ? path.split(sep).slice(0, 2).join('/') : top;
      return { path, folder, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 };
    }),
);

const row = (folder, own) => {
  const sorted = own.toSorted((a, b) => a.lines - b.lines);
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const total = own.reduce((sum, { lines }) => sum + lines, 0);
  const cells = [own.length, total, at(0.5).lines, at(0.9).lines, at(1).lines].map(cell => String(cell).padStart(8));
  return `${folder.padEnd(16)}${cells.join('')}  ${at(1).path}`;
};

console.log(
  `${'folder'.padEnd(16)}${['files', 'lines', 'median', 'p90', 'largest'].map(cell => cell.padStart(8)).join('')}`,
);
for (const folder of new Set(files.map(file => file.folder)))
  console.log(
    row(
      folder,
      files.filter(file => file.folder === folder),
    ),
  );
console.log(row('all', files));
