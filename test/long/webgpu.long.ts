import { describe, expect, it } from 'vitest';
import { isFound } from '../../src/engines/index.js';
import { folderWith, kd } from '../e2e/kd.js';
import { enginesHere } from '../helpers/engines-here.js';

/** Small enough for SwiftShader. */
const small = `
experiment small {
  dataset mnist { train 200  test 200 }
  student mlp(16)
  train { epochs 6  batch 10  optimizer adam(lr: 0.01) }
  strategy none
  measure accuracy
}`;

interface Shown {
  readonly experiments: readonly { readonly trials: readonly { readonly metrics: Record<string, number> }[] }[];
}

const webgpu = enginesHere().find(({ name }) => name === 'webgpu')!;
const reason = isFound(webgpu) ? '' : ` (not here: ${webgpu.reason})`;

describe.skipIf(!isFound(webgpu))(`kd exp run --engine webgpu${reason}`, () => {
  it('comes from a file to about the accuracy that wasm has, and says what computed it', async () => {
    const cwd = folderWith({ 'small.kd': small });
    const accuracyBy = async (engine: string): Promise<number> => {
      const { code, stderr } = await kd(['exp', 'run', 'small.kd', '--engine', engine], { cwd });
      expect(`${code} ${stderr}`).toMatch(/^0 /);
      const shown = JSON.parse((await kd(['exp', 'show', '--json'], { cwd })).stdout) as Shown;
      return shown.experiments[0]!.trials[0]!.metrics.accuracy!;
    };

    const [wasm, found] = [await accuracyBy('wasm'), await accuracyBy('webgpu')];

    expect(wasm).toBeGreaterThan(0.5);
    expect(Math.abs(found - wasm)).toBeLessThanOrEqual(0.03);
  });
});
