/** Compiles the kernels of this folder into `../kernels/compiled.ts`: `npm run assembly`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

/** The text of `compiled.ts`, as the sources of this folder make it. */
export async function compiledText() {
  let binary;
  const options = ['index.ts', '--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory'];
  const { error, stderr } = await asc.main([...options, '--enable', 'simd', '--baseDir', import.meta.dirname], {
    writeFile(_, contents) {
      binary = contents;
    },
  });
  if (error) throw new Error(`${stderr}`, { cause: error });
  const text = Buffer.from(binary).toString('base64');
  return `/** WebAssembly in base64, written by \`npm run assembly\` from \`../assembly\`. */\nexport const compiled =\n  '${text}';\n`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(import.meta.dirname, '..', 'kernels', 'compiled.ts'), await compiledText());
