import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { driverFault, findTools } from '../../src/engines/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

/** Makes a folder the whole PATH, with programs that print a text. */
function onPath(programs: Readonly<Record<string, string>>): void {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${text}'\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env.PATH = folder;
}

describe('findTools', () => {
  it('takes the Python, compiler and npm there are', () => {
    onPath({ python3: '3', 'g++': '12', npm: '10' });

    expect(findTools(undefined, true)).toEqual({ python: 'python3', compiler: 'g++', npm: 'npm' });
  });

  it.each([
    ['apt-get', 'sudo apt install python3-pip', 'sudo apt install g++'],
    ['dnf', 'sudo dnf install python3-pip', 'sudo dnf install gcc-c++'],
    ['brew', 'brew install python', 'xcode-select --install'],
  ])('where things lack gives the line for %s', (manager, python, compiler) => {
    onPath({ [manager]: '1', npm: '10' });

    expect(findTools(undefined, true)).toEqual({
      lacking: [
        { what: 'Python 3 with pip', remedy: python },
        { what: 'a C++ compiler', remedy: compiler },
      ],
    });
  });

  it('takes the Python of a virtual environment that is named', () => {
    onPath({ 'g++': '12', npm: '10' });
    const environment = temporaryFolder();
    writeFileSync(join(environment, 'python'), '#!/bin/sh\n');
    chmodSync(join(environment, 'python'), 0o755);

    expect(findTools(join(environment, 'python'), false)).toMatchObject({ python: join(environment, 'python') });
  });
});

describe('driverFault', () => {
  it('finds none with a driver and a card that TensorFlow supports', () => {
    onPath({ 'nvidia-smi': 'NVIDIA H100 PCIe, 550.54.15, 9.0' });

    expect(driverFault()).toBeUndefined();
  });

  it.each([
    ['Tesla T4, 470.82.01, 7.5', 'driver 470.82.01 is older than 525.6'],
    ['Tesla K80, 535.1.2, 3.7', 'Tesla K80 has compute capability 3.7'],
  ])('of %s says what is wrong before anything is fetched', (card, reason) => {
    onPath({ 'nvidia-smi': card });

    expect(driverFault()?.reason).toContain(reason);
  });

  it('says that no card is seen where there is no nvidia-smi', () => {
    onPath({});

    expect(driverFault()?.reason).toContain('shows no card');
  });
});
