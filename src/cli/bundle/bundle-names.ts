/** Where in a bundle the store is, so that it is one where the bundle is unpacked. */
export const storePrefix = '.kd/';

export const sumsOf = (run: string): string => `${storePrefix}runs/${run}/SHA256SUMS`;

const runPattern = /^\.kd\/runs\/([0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4}-[a-z]+)\//;

/** The run that a path in a bundle belongs to; undefined where it is of none. */
export const runOf = (name: string): string | undefined => runPattern.exec(name)?.[1];

const mebibyte = 2 ** 20;

/** How many bytes of a file are kept to be looked into; 0 where it is only hashed; undefined where no bundle has it. */
export function keptBytes(name: string): number | undefined {
  if (/^\.kd\/objects\/[0-9a-f]{2}\/[0-9a-f]{64}\/object\.json$/.test(name)) return 16 * mebibyte;
  if (/^\.kd\/objects\/([0-9a-f]{2})\/\1[0-9a-f]{62}\/[^/]/.test(name)) return 0;
  if (['.kd/store.json', '.kd/.gitignore'].includes(name)) return mebibyte;
  const run = runOf(name);
  if (run === undefined) return undefined;
  const inRun = name.slice(`${storePrefix}runs/${run}/`.length);
  if (inRun === 'SHA256SUMS') return 64 * mebibyte;
  if (inRun === 'plan.json' || inRun === 'journal.jsonl') return 400 * mebibyte;
  return /^(?:source|results)\/[^/]/.test(inRun) ? 0 : undefined;
}
