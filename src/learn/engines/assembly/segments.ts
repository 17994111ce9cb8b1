/**
 * Adds up rows that belong together: out[ids[row]] += x[row], out is [segments, width]; rows of other numbers are left
 * out. The gradient of looking rows up.
 */
export function addSegments(x: usize, ids: usize, rows: i32, width: i32, segments: i32, out: usize): void {
  const pitch = (<usize>width) << 2;
  memory.fill(out, 0, <usize>segments * pitch);
  for (let row = 0; row < rows; row++) {
    const id = load<i32>(ids + ((<usize>row) << 2));
    if (id >= 0 && id < segments) {
      const target = out + <usize>id * pitch;
      let at: usize = 0;
      for (; at + 16 <= pitch; at += 16) v128.store(target + at, f32x4.add(v128.load(target + at), v128.load(x + at)));
      for (; at < pitch; at += 4) store<f32>(target + at, load<f32>(target + at) + load<f32>(x + at));
    }
    x += pitch;
  }
}
