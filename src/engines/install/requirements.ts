import { answers, outputOf } from './tool.js';

/** The programs of others that an installation uses. */
export interface Tools {
  /** A Python with pip; only to fetch and unpack. */
  readonly python: string;
  readonly compiler: string;
  readonly npm: string;
}

/** What is not there, and the line that would bring it. */
export interface Lacking {
  readonly lacking: readonly { readonly what: string; readonly remedy: string }[];
}

/** @param python a person's own, a program or the folder of a virtual environment */
export function findTools(python: string | undefined, needsPip: boolean): Tools | Lacking {
  const pythons = python ? [python, `${python}/bin/python`] : ['python3', 'python'];
  const compilers = ['c++', 'g++', 'clang++'];
  const found = {
    python: pythons.find(program => answers(program, needsPip ? ['-m', 'pip', '--version'] : ['--version'])),
    compiler: compilers.find(program => answers(program)),
    npm: answers('npm') ? 'npm' : undefined,
  };
  if (found.python && found.compiler && found.npm)
    return { python: found.python, compiler: found.compiler, npm: found.npm };
  const named = python ? `a Python${needsPip ? ' with pip' : ''} at ${python}` : 'Python 3 with pip';
  return {
    lacking: [
      ...(found.python ? [] : [{ what: named, remedy: remedyFor('python') }]),
      ...(found.compiler ? [] : [{ what: 'a C++ compiler', remedy: remedyFor('compiler') }]),
      ...(found.npm ? [] : [{ what: 'npm', remedy: remedyFor('npm') }]),
    ],
  };
}

type Wanted = 'python' | 'compiler' | 'npm';

const managers: readonly { readonly program: string; readonly lines: Readonly<Record<Wanted, string>> }[] = [
  {
    program: 'apt-get',
    lines: {
      python: 'sudo apt install python3-pip',
      compiler: 'sudo apt install g++',
      npm: 'sudo apt install npm',
    },
  },
  {
    program: 'dnf',
    lines: {
      python: 'sudo dnf install python3-pip',
      compiler: 'sudo dnf install gcc-c++',
      npm: 'sudo dnf install npm',
    },
  },
  {
    program: 'brew',
    lines: { python: 'brew install python', compiler: 'xcode-select --install', npm: 'brew install node' },
  },
];

/** For the package manager that is there. */
function remedyFor(wanted: Wanted): string {
  const manager = managers.find(({ program }) => outputOf(program, ['--version']) !== undefined);
  if (manager) return manager.lines[wanted];
  return { python: 'install Python 3 with pip', compiler: 'install g++ or clang', npm: 'install npm' }[wanted];
}
