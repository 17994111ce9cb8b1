import { describe, expect, it } from 'vitest';

import { syntaxDiagnostics } from '../../grammar/index.js';
import { type BlockEntry, blocks } from '../../src/catalogue/index.js';
import { checkDiagnostics } from '../../src/check/index.js';
import { explain } from '../../src/cli/commands/explain.js';
import { allEntries, allSettings } from '../../src/cli/explain/setting-homes.js';
import { terminalOf } from './terminal-of.js';

async function page(...words: string[]): Promise<string> {
  const terminal = terminalOf({});
  await explain(words, {}, terminal);
  return terminal.stdout();
}

describe('kd explain', () => {
  it('says `an optimizer`, not `a optimizer`', async () => {
    const train = await page('train');

    expect(train).toContain('an optimizer of the catalogue');
  });

  it('lists every entry of the catalogue and every block', async () => {
    const overview = await page();

    for (const [name, { help }] of [...allEntries(), ...Object.entries<BlockEntry>(blocks)])
      expect(overview).toMatch(new RegExp(`^  ${name} +${help.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}$`, 'm'));
  });

  it('shows all of every entry: parameters, defaults, an example, the source', async () => {
    for (const [name, entry] of allEntries()) {
      const text = await page(name);
      expect(text).toContain(entry.help);
      expect(text).toContain(entry.example);
      if (entry.source) expect(text).toContain(entry.source);
      for (const [parameter, { help }] of Object.entries(entry.parameters)) {
        expect(text).toContain(parameter);
        expect(text).toContain(help);
      }
    }
  });

  it('says of every setting where it belongs', async () => {
    for (const setting of allSettings()) expect(await page(setting)).toContain(`${setting} (setting)`);
  });

  it('has a page for every code, in any case of letters', async () => {
    for (const { code, page: text } of [...Object.values(syntaxDiagnostics), ...Object.values(checkDiagnostics)])
      expect(await page(code.toLowerCase())).toContain(text);
  });

  it('writes ranges and defaults as an author would', async () => {
    const text = await page('kd');

    expect(text).toMatch(/alpha +number, at least 0, at most 1 +default 0\.9/);
    expect(text).toContain('default uniform(of: probabilities)');
  });

  it('names the nearest where nothing is called so', async () => {
    await expect(page('temprature')).rejects.toMatchObject({ help: 'did you mean `temperature`?', exit: 2 });
    await expect(page('KD2210x')).rejects.toThrow('nothing is called');
  });
});
