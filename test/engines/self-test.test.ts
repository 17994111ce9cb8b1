import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { tryEngine as Try } from '../../src/engines/self-test.js';
import { disagreement, memoryIn } from '../../src/engines/self-test.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

describe('disagreement', () => {
  it('overlooks rounding', () => {
    expect(disagreement([2.3001, 1.9], [2.3, 1.9001])).toBeUndefined();
  });

  it('names the first loss that another kernel made', () => {
    expect(disagreement([2.3, 1.7, 9], [2.3, 1.9, 1.5])).toContain('1.7 where that has 1.9');
  });

  it.each([[[2.3, Number.NaN]], [[2.3]], [[]]])('takes %j, which says nothing, for a difference', losses => {
    expect(disagreement(losses, [2.3, 1.9])).toBeDefined();
  });
});

describe('memoryIn', () => {
  it('knows in another process what was learned in one', () => {
    const path = join(temporaryFolder(), 'deep', 'engines.json');
    const trial = { stepMs: 12, denseStepMs: 3, losses: [1] };

    memoryIn(path).set('wasm', trial);

    expect(memoryIn(path).get('wasm')).toEqual(trial);
    expect(memoryIn(path).get('webgpu')).toBeUndefined();
  });

  it('begins anew where its file is damaged', () => {
    const path = join(temporaryFolder(), 'engines.json');
    writeFileSync(path, '{"wasm": {"step');

    const memory = memoryIn(path);
    memory.set('wasm', { fault: 'none' });

    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ wasm: { fault: 'none' } });
  });
});

/** Compiled, as the program it starts is. */
const compiled = join(import.meta.dirname, '..', '..', 'dist', 'src', 'engines', 'self-test.js');

describe('tryEngine', () => {
  it('says of an engine that cannot be loaded why, and lives on', async () => {
    const { tryEngine } = (await import(compiled)) as { readonly tryEngine: typeof Try };
    const broken = { name: 'tensorflow', computesOn: 'cores', version: '1', library: 'none' } as const;

    const trial = await tryEngine(broken, { ...process.env, HOME: temporaryFolder(), XDG_DATA_HOME: '' });

    expect(trial).toEqual({ fault: 'no engine tensorflow on cores' });
  });
});
