import { describe, expect, it } from 'vitest';
import { isFound } from '../../src/engines/index.js';
import { folderWith, kd } from '../e2e/kd.js';
import { enginesHere } from '../helpers/engines-here.js';

/** So small that SwiftShader trains it in seconds. */
const small = `
experiment small {
  dataset mnist { train 60  test 100 }
  student mlp(8)
  train { epochs 5  batch 4  optimizer adam(lr: 0.01) }
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

    expect(wasm).toBeGreaterThan(0.3);
    expect(Math.abs(found - wasm)).toBeLessThanOrEqual(0.03);
  });
});
