import { ArchiveError, type ReadFile, readArchive } from '../../formats/index.js';
import { type PackedRun, packedRun } from '../../store/index.js';
import type { Problem } from '../verify/verify-run.js';
import { keptBytes, runOf, storePrefix, sumsOf } from './bundle-names.js';

/** A bundle that was read to its end. */
export interface Bundle extends PackedRun {
  /** Of files that are not as they were packed. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a bundle and writes nothing.
 *
 * @param shown what it is called in messages
 * @throws ArchiveError where it is none
 */
export async function readBundle(path: string, shown: string): Promise<Bundle> {
  const runs = new Set<string>();
  const files = await readArchive(path, {
    keep(name) {
      const run = runOf(name);
      if (run !== undefined) runs.add(run);
      return keptBytes(name);
    },
    maxFiles: 2_000_000,
    maxKeptBytes: 2 ** 30,
  });
  const [run, ...others] = runs;
  if (run === undefined || others.length > 0)
    throw new ArchiveError(run === undefined ? 'holds no run' : `holds ${runs.size} runs; a bundle has one`);
  const inStore = new Map([...files].map(([name, file]) => [name.slice(storePrefix.length), file]));
  return { ...packedRun(run, inStore, shown), problems: sumProblems(run, files) };
}

const help = 'it is not the file that was packed; ask for it again';

function sumProblems(run: string, files: ReadonlyMap<string, ReadFile>): readonly Problem[] {
  const problem = (text: string): Problem => ({ where: 'file', text, help });
  const sums = sumsOf(run);
  const list = files.get(sums)?.content;
  if (!list) return [problem(`${sums} is missing`)];
  const expected = new Map(
    list
      .toString('utf8')
      .split('\n')
      .flatMap(line => {
        const [, sha256 = '', name = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
        return name === '' ? [] : [[name, sha256] as const];
      }),
  );
  const wrong = [...files].flatMap(([name, { sha256 }]) => {
    if (name === sums || expected.get(name) === sha256) return [];
    return problem(expected.has(name) ? `${name} does not agree with its checksum` : `${name} was added to it`);
  });
  return [...wrong, ...[...expected.keys()].flatMap(name => (files.has(name) ? [] : problem(`${name} is missing`)))];
}
