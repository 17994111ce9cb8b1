import { execFileSync } from 'node:child_process';

/** Interpreters that may have the packages of `test/requirements.txt`: the one that is named, else the one on the path. */
export const pythonPath = process.env.KD_TEST_PYTHON ?? 'python3';

/** Whether tests that ask Python for a second opinion can: they are skipped where a package is not there. */
export function hasPythonPackages(...names: readonly string[]): boolean {
  try {
    python(names.map(name => `import ${name}`).join('\n'));
    return true;
  } catch {
    return false;
  }
}

/** What a program in Python prints, given some JSON on its standard input. Throws with what it complains of. */
export function python(program: string, input: unknown = null, ...args: readonly string[]): string {
  return execFileSync(pythonPath, ['-c', program, ...args], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 2 ** 28,
  });
}
