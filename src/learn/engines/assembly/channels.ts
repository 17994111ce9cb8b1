// Images as rows of channels, [rows, channels]: what batch norm does, forwards and back.

/** Rows that are summed up before they are added to the total, so that no long sum meets a small number. */
const block: i32 = 64;

/** Sum over rows of x, or with `center` of (x − center)², for each channel. */
function addUp(x: usize, rows: i32, channels: i32, center: usize, out: usize): void {
  memory.fill(out, 0, (<usize>channels) << 2);
  const pitch = (<usize>channels) << 2;
  for (let first = 0; first < rows; first += block) {
    const end = min(first + block, rows);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const middle = center ? v128.load(center + at) : f32x4.splat(0);
      let even = f32x4.splat(0);
      let odd = f32x4.splat(0);
      let row = x + <usize>first * pitch + at;
      let r = first;
      for (; r + 2 <= end; r += 2) {
        const a = f32x4.sub(v128.load(row), middle);
        const b = f32x4.sub(v128.load(row + pitch), middle);
        even = f32x4.add(even, center ? f32x4.mul(a, a) : a);
        odd = f32x4.add(odd, center ? f32x4.mul(b, b) : b);
        row += 2 * pitch;
      }
      if (r < end) {
        const a = f32x4.sub(v128.load(row), middle);
        even = f32x4.add(even, center ? f32x4.mul(a, a) : a);
      }
      v128.store(out + at, f32x4.add(v128.load(out + at), f32x4.add(even, odd)));
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const middle = center ? load<f32>(center + at) : <f32>0;
      let sum: f32 = 0;
      for (let r = first; r < end; r++) {
        const a = load<f32>(x + <usize>r * pitch + at) - middle;
        sum += center ? a * a : a;
      }
      store<f32>(out + at, load<f32>(out + at) + sum);
    }
  }
}

function divide(values: usize, count: i32, by: i32): void {
  for (let i = 0; i < count; i++) {
    const at = values + ((<usize>i) << 2);
    store<f32>(at, load<f32>(at) / <f32>by);
  }
}

/** Mean and variance (÷ rows) of each channel, one row each: out is [2, channels]. */
export function moments(x: usize, rows: i32, channels: i32, out: usize): void {
  const variance = out + ((<usize>channels) << 2);
  addUp(x, rows, channels, 0, out);
  divide(out, channels, rows);
  addUp(x, rows, channels, out, variance);
  divide(variance, channels, rows);
}

/** x · slope + shift for each channel, and 0 for what is negative if `rectify`. */
export function scale(x: usize, rows: i32, channels: i32, slope: usize, shift: usize, rectify: bool, out: usize): void {
  const floor: f32 = rectify ? 0 : -f32.MAX_VALUE - f32.MAX_VALUE; // −∞
  const floors = f32x4.splat(floor);
  for (let r = 0; r < rows; r++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const line = f32x4.add(f32x4.mul(v128.load(x), v128.load(slope + at)), v128.load(shift + at));
      v128.store(out, f32x4.max(line, floors));
      x += 16;
      out += 16;
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const line = load<f32>(x) * load<f32>(slope + at) + load<f32>(shift + at);
      store<f32>(out, max(line, floor));
      x += 4;
      out += 4;
    }
  }
}

/** Σ dy and Σ dy · (x − mean) over rows, one row each: out is [2, channels]. With `y` only where y > 0. */
export function products(dy: usize, x: usize, y: usize, rows: i32, channels: i32, mean: usize, out: usize): void {
  const pitch = (<usize>channels) << 2;
  memory.fill(out, 0, 2 * pitch);
  const zero = f32x4.splat(0);
  for (let first = 0; first < rows; first += block) {
    const end = min(first + block, rows);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at = (<usize>c) << 2;
      const middle = v128.load(mean + at);
      let sum = zero;
      let product = zero;
      let row = <usize>first * pitch + at;
      for (let r = first; r < end; r++) {
        let d = v128.load(dy + row);
        if (y) d = v128.and(d, f32x4.gt(v128.load(y + row), zero));
        sum = f32x4.add(sum, d);
        product = f32x4.add(product, f32x4.mul(d, f32x4.sub(v128.load(x + row), middle)));
        row += pitch;
      }
      v128.store(out + at, f32x4.add(v128.load(out + at), sum));
      v128.store(out + pitch + at, f32x4.add(v128.load(out + pitch + at), product));
    }
    for (; c < channels; c++) {
      const at = (<usize>c) << 2;
      const middle = load<f32>(mean + at);
      let sum: f32 = 0;
      let product: f32 = 0;
      for (let r = first; r < end; r++) {
        const row = <usize>r * pitch + at;
        const d = y && !(load<f32>(y + row) > 0) ? <f32>0 : load<f32>(dy + row);
        sum += d;
        product += d * (load<f32>(x + row) - middle);
      }
      store<f32>(out + at, load<f32>(out + at) + sum);
      store<f32>(out + pitch + at, load<f32>(out + pitch + at) + product);
    }
  }
}

/** p · dy + q · x + r for each channel; with `y`, dy counts only where y > 0. */
export function blend(
  dy: usize,
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  p: usize,
  q: usize,
  r: usize,
  out: usize,
): void {
  const zero = f32x4.splat(0);
  let at: usize = 0;
  for (let row = 0; row < rows; row++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const channel = (<usize>c) << 2;
      let d = v128.load(dy + at);
      if (y) d = v128.and(d, f32x4.gt(v128.load(y + at), zero));
      const ofX = f32x4.add(f32x4.mul(v128.load(x + at), v128.load(q + channel)), v128.load(r + channel));
      v128.store(out + at, f32x4.add(f32x4.mul(d, v128.load(p + channel)), ofX));
      at += 16;
    }
    for (; c < channels; c++) {
      const channel = (<usize>c) << 2;
      const d = y && !(load<f32>(y + at) > 0) ? <f32>0 : load<f32>(dy + at);
      const ofX = load<f32>(x + at) * load<f32>(q + channel) + load<f32>(r + channel);
      store<f32>(out + at, d * load<f32>(p + channel) + ofX);
      at += 4;
    }
  }
}

/** dy where y > 0, else 0. */
export function rectified(dy: usize, y: usize, count: i32, out: usize): void {
  const zero = f32x4.splat(0);
  const end = (<usize>count) << 2;
  let at: usize = 0;
  for (; at + 16 <= end; at += 16)
    v128.store(out + at, v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), zero)));
  for (; at < end; at += 4) store<f32>(out + at, load<f32>(y + at) > 0 ? load<f32>(dy + at) : <f32>0);
}
