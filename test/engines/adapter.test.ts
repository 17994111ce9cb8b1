import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { askAdapter } from '../../src/engines/adapter.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

/** A package in the place of webgpu, whose adapter is what some code gives. */
function packageWith(requestAdapter: string): string {
  const file = join(temporaryFolder(), 'webgpu.mjs');
  writeFileSync(file, `export const create = () => ({ requestAdapter: async () => { ${requestAdapter} } });`);
  return pathToFileURL(file).href;
}

const described = (device: string, description: string): string =>
  packageWith(
    `return { info: { vendor: 'nvidia', architecture: 'hopper', device: '${device}', description: '${description}' } };`,
  );

describe('askAdapter', () => {
  it('tells the GPU by its name and by all that is said of it', () => {
    const found = askAdapter(described('NVIDIA H100 80GB HBM3', 'NVIDIA: 550.54.15'), process.env);

    expect(found).toEqual({
      name: 'NVIDIA H100 80GB HBM3 (NVIDIA: 550.54.15)',
      id: 'nvidia-hopper-nvidia-h100-80gb-hbm3-nvidia-550.54.15',
      isSoftware: false,
    });
  });

  it.each([
    ['swiftshader-device-subzero-', 'SwiftShader driver 5.0.0'],
    ['llvmpipe (LLVM 19.1.7, 256 bits)', 'Mesa 25.0.7'],
  ])('knows a program on the cores: %s', (device, description) => {
    expect(askAdapter(described(device, description), process.env)).toMatchObject({ isSoftware: true });
  });

  it('says that there is none, and what would bring one', () => {
    const found = askAdapter(packageWith('return null;'), process.env);

    expect(found).toMatchObject({
      reason: expect.stringMatching(/^no (Vulkan adapter|GPU)/),
      remedy: expect.any(String),
    });
  });

  it('knows where only the loader of Vulkan is missing', () => {
    const warning = "Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file";
    const found = askAdapter(packageWith(`console.error(${JSON.stringify(warning)}); return null;`), process.env);

    expect(found).toMatchObject({ remedy: expect.stringContaining('libvulkan1') });
  });

  it('outlives a driver that ends the process', () => {
    const found = askAdapter(
      packageWith("process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {});"),
      process.env,
    );

    expect(found).toMatchObject({ reason: expect.stringContaining('SIGSEGV') });
  });
});
