/** How windows lie on one axis of an image. */
export interface Axis {
  readonly input: number;
  readonly filter: number;
  readonly output: number;
  readonly stride: number;
  /** Zeros laid before the input, and behind it. */
  readonly before: number;
  readonly after: number;
}

export interface Windows {
  readonly batch: number;
  readonly channels: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Positions in the flat arrays of an image, of what comes out, and of the filter, for one channel. */
export interface Place {
  readonly input: number;
  readonly output: number;
  readonly tap: number;
}

/** Visits every value under every window, window by window and row by row, channel by channel. */
export function eachPlace({ batch, channels, rows, columns }: Windows, visit: (place: Place) => void): void {
  for (let n = 0; n < batch; n++)
    for (let row = 0; row < rows.output; row++)
      for (let column = 0; column < columns.output; column++)
        for (let r = 0; r < rows.filter; r++)
          for (let c = 0; c < columns.filter; c++) {
            const [top, left] = [row * rows.stride + r - rows.before, column * columns.stride + c - columns.before];
            if (top < 0 || top >= rows.input || left < 0 || left >= columns.input) continue;
            for (let channel = 0; channel < channels; channel++)
              visit({
                input: ((n * rows.input + top) * columns.input + left) * channels + channel,
                output: ((n * rows.output + row) * columns.output + column) * channels + channel,
                tap: (r * columns.filter + c) * channels + channel,
              });
          }
}
