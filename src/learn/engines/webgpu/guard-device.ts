import { EngineFailure } from '../engine-failure.js';
import type { WebgpuBackend } from './backend.js';
import type { Device } from './dawn.js';

/**
 * Makes reading fail once the device has failed. WebGPU only reports: a buffer that did not fit into memory becomes an
 * invalid one, and whatever is computed from it stays what was in its place before.
 */
export function guardDevice(backend: WebgpuBackend): void {
  let failure: EngineFailure | undefined;
  watch(backend.device, found => {
    failure ??= found;
  });
  const read = backend.read.bind(backend);
  backend.read = async dataId => {
    try {
      const values = await read(dataId);
      if (!failure) return values;
    } catch (error) {
      if (!failure) throw error;
    }
    throw failure;
  };
}

function watch(device: Device, report: (failure: EngineFailure) => void): void {
  device.addEventListener('uncapturederror', ({ error }) => {
    const isMemory = error.constructor.name === 'GPUOutOfMemoryError' || error.message.startsWith('Buffer size');
    report(new EngineFailure(isMemory ? 'out-of-memory' : 'crashed', `the GPU says: ${error.message.trim()}`));
  });
  void device.lost.then(({ message }) => report(new EngineFailure('crashed', `the GPU was lost: ${message}`)));
}
