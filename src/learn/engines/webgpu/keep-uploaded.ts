import type { WebgpuBackend } from './backend.js';

/**
 * Keeps the values of what came from outside, images above all, when they go to the GPU: only they can be read at once,
 * as a net that another library computes must (`imported/onnx-net.ts`). What is computed there can only be waited for.
 */
export function keepUploaded(backend: WebgpuBackend): void {
  const upload = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = dataId => {
    const entry = backend.tensorMap.get(dataId);
    const { values } = entry;
    upload(dataId);
    entry.values = values;
  };
}
