/**
 * Prints, as JSON, what WebGPU says of the GPU it would compute with, or null; of the package webgpu at the URL given. A
 * program of its own, for Dawn ends the process where a driver is broken. Plain JavaScript, so that it is the same
 * whether the rest is compiled or run from its sources by a test.
 */
const { create } = await import(process.argv[2]);
const gpu = create([]);
const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
const { vendor, architecture, device, description } = adapter?.info ?? {};
console.log(JSON.stringify(adapter ? { vendor, architecture, device, description } : null));
