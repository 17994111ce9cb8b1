import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compiled } from '../../../src/learn/engines/kernels/compiled.js';

const compiler = join(import.meta.dirname, '../../../src/learn/engines/assembly/compile.js');

it('the compiled kernels are those of the sources (`npm run assembly` writes them)', async () => {
  const { compiledText } = (await import(compiler)) as { compiledText(): Promise<string> };

  const text = await compiledText();

  expect(text).toContain(`'${compiled}'`);
}, 60_000);
