import { spawnSync } from 'node:child_process';

/** Child processes of the tests run compiled code. Type errors are for `npm run typecheck` to judge; code is written all the same. */
export function setup(): void {
  const { status, error } = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) process.stderr.write('compile-once: there are type errors; see `npm run typecheck`\n');
}
