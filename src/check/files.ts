import type { Configured, DatasetFacts } from '../catalogue/index.js';

/** The only way the checker touches files; given by the command line, replaced in tests. */
export interface FileReader {
  /** The text of a file, or why it cannot be read, in words. */
  read(absolutePath: string): { readonly text: string } | { readonly problem: string };
  /** An absolute path, from a folder and what was written. */
  resolve(folder: string, written: string): string;
  folderOf(absolutePath: string): string;
  /** The path with all links followed; of the nearest parent that exists, where the file does not. */
  realPath(absolutePath: string): string;
  /** What a data set holds, from headers and listings alone, or what is wrong with its files, in words. */
  facts(from: Configured): DatasetFacts | { readonly problem: string };
  /** As messages show it. */
  display(absolutePath: string): string;
}

/** Whether a path lies in a folder or is it. Both real and absolute. */
export const isInside = (folder: string, path: string): boolean => {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path === folder || path.startsWith(prefix);
};
