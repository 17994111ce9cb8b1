import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** A `.kd` file as it was when the run began. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Keeps files in a folder, in the places they had to each other. */
export function writeSourceFiles(folder: string, files: readonly SourceFile[]): void {
  const root = commonFolder(files.map(file => dirname(file.path)));
  mkdirSync(folder);
  for (const file of files) {
    const path = join(folder, relative(root, file.path));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
}

/** The deepest folder that holds all of some absolute folders. */
function commonFolder([first = sep, ...others]: readonly string[]): string {
  const shared = others.reduce((parts, other) => {
    const theirs = other.split(sep);
    const differs = parts.findIndex((part, index) => part !== theirs[index]);
    return differs < 0 ? parts : parts.slice(0, differs);
  }, first.split(sep));
  return shared.join(sep) || sep;
}
