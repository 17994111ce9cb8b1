import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEngines, isFound } from '../../src/engines/index.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

/** A home in which something was set up, or not. */
function homeWith(build: string | undefined, record: object = { format: 1, tensorflow: '2.21.0', binding: '4.22.0' }) {
  const home = temporaryFolder();
  const folder = join(home, '.local', 'share', 'kd', 'engines', build ?? '');
  mkdirSync(folder, { recursive: true });
  if (build) writeFileSync(join(folder, 'engine.json'), JSON.stringify(record));
  return { env: { HOME: home }, folder };
}

const named = (env: NodeJS.ProcessEnv, name: string) => findEngines(env).filter(one => one.name === name);

describe('findEngines', () => {
  it('always has wasm', () => {
    const [wasm] = named(homeWith(undefined).env, 'wasm');

    expect(wasm).toMatchObject({ computesOn: 'cores', version: '4.22.0' });
  });

  it('says of TensorFlow that is not there what would bring it, for cores and for cards', () => {
    const sought = named(homeWith(undefined).env, 'tensorflow');

    expect(sought).toEqual([
      expect.objectContaining({ computesOn: 'cores', remedy: 'kd engine install tensorflow' }),
      expect.objectContaining({ computesOn: 'card', remedy: 'kd engine install tensorflow --gpu' }),
    ]);
  });

  it('finds what was set up for a person', () => {
    const { env, folder } = homeWith('tensorflow');

    expect(named(env, 'tensorflow')[0]).toEqual({
      name: 'tensorflow',
      computesOn: 'cores',
      version: '2.21.0',
      library: 'TensorFlow 2.21.0',
      folder: join(folder, 'node_modules', '@tensorflow', 'tfjs-node'),
    });
  });

  it('tells the build for cards from that for cores by version, for they compute other bits', () => {
    const [, card] = named(homeWith('tensorflow-gpu').env, 'tensorflow');

    expect(card).toMatchObject({ computesOn: 'card', version: '2.21.0-cuda' });
  });

  it('says that cards round in TF32, unless the driver is told not to', () => {
    const { env } = homeWith('tensorflow-gpu');

    const [, card] = named(env, 'tensorflow');
    const [, exact] = named({ ...env, NVIDIA_TF32_OVERRIDE: '0' }, 'tensorflow');

    expect(card).toMatchObject({ precision: 'tf32' });
    expect(exact).not.toHaveProperty('precision');
  });

  it('takes an installation of a later kd for none', () => {
    const { env } = homeWith('tensorflow', { format: 2 });

    expect(named(env, 'tensorflow').some(isFound)).toBe(false);
  });

  it('looks where XDG_DATA_HOME says', () => {
    const data = temporaryFolder();
    const folder = join(data, 'kd', 'engines', 'tensorflow');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'engine.json'), '{"format":1,"tensorflow":"2.9.1","binding":"4.22.0"}');

    const [found] = named({ XDG_DATA_HOME: data, HOME: temporaryFolder() }, 'tensorflow');

    expect(found).toMatchObject({ version: '2.9.1' });
  });
});
