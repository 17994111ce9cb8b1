import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

const rules = tableOf(readFileSync(join(root, 'src', 'README.md'), 'utf8'));
const imports = [...sourcesIn('grammar'), ...sourcesIn('src')].flatMap(importsOf);
const betweenFolders = imports.filter(({ from, to }) => rules.has(to) && from !== to);

describe('the imports', () => {
  it('follow the table of src/README.md', () => {
    const forbidden = betweenFolders.filter(({ from, to, isTypeOnly }) => {
      const allowed = rules.get(from);
      return !allowed?.has(to) && !(isTypeOnly && allowed?.has(`${to} (types)`));
    });

    expect(forbidden.map(describeImport)).toEqual([]);
  });

  it('never go both ways between two folders', () => {
    const arrows = new Set(
      betweenFolders.filter(({ isTypeOnly }) => !isTypeOnly).map(({ from, to }) => `${from} ${to}`),
    );

    const bothWays = [...arrows].filter(arrow => arrows.has(arrow.split(' ').reverse().join(' ')));

    expect(bothWays).toEqual([]);
  });

  it.each([
    ['chevrotain', 'grammar'],
    ['ink', 'tui'],
    ['react', 'tui'],
    ['@observablehq/plot', 'page'],
    ['linkedom', 'page'],
    ['@tensorflow/tfjs-core', 'learn'],
    ['@tensorflow/tfjs-layers', 'learn'],
    ['commander', 'cli'],
  ])('of %s are in %s only', (library, folder) => {
    const elsewhere = imports.filter(({ from, to }) => to === library && from !== folder);

    expect(elsewhere.map(describeImport)).toEqual([]);
  });

  it('show the scheduler no more of the worker than its protocol', () => {
    const ofWorker = betweenFolders.filter(({ from, to }) => from === 'schedule' && to === 'worker');

    expect(ofWorker.filter(({ specifier }) => !specifier.endsWith('/protocol.js')).map(describeImport)).toEqual([]);
  });
});

describe('the map', () => {
  it('names every folder, and no other', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory());

    expect([...rules.keys()].sort()).toEqual(['grammar', ...folders.map(({ name }) => name)].sort());
  });
});

const describeImport = ({ file, to }: Import): string => `${file} imports ${to}`;

/** Rows of the table with a folder, and what it may import. */
function tableOf(markdown: string): ReadonlyMap<string, ReadonlySet<string>> {
  const table = markdown.slice(markdown.indexOf('| folder | may import |')).split('\n\n')[0] ?? '';
  const rows = table.split('\n').slice(2);
  return new Map(
    rows.map(row => {
      const [, folder = '', allowed = ''] = row.split('|').map(cell => cell.trim());
      return [folder, new Set(allowed.split(',').map(name => name.trim()))];
    }),
  );
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map(name => join(root, folder, name));
}

function importsOf(path: string): Import[] {
  const text = readFileSync(path, 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s(type\s)?(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]/gm);
  const dynamic = text.matchAll(/\bimport\((type\s)?['"]([^'"]+)['"]\)/g);
  return [...statements, ...dynamic].map(([, type, specifier = '']) => ({
    file: relative(root, path),
    from: folderOf(path),
    to: specifier.startsWith('.') ? folderOf(join(path, '..', specifier)) : packageOf(specifier),
    specifier,
    isTypeOnly: type !== undefined,
  }));
}

/** `src/check/load.ts` lies in `check`, `grammar/tree.ts` in `grammar`. */
function folderOf(path: string): string {
  const [top = '', folder = ''] = relative(root, path).split(sep);
  return top === 'src' ? folder : top;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
