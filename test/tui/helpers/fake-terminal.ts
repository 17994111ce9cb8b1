import { Writable } from 'node:stream';

const csi = '\u001B';

/** A terminal of a given size that shows what was written to it, as far as Ink moves its cursor. */
export class FakeTerminal extends Writable {
  readonly isTTY = true;
  written = '';

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.written += chunk;
    done();
  }

  /** For functions that want a stream of the process. */
  asStream(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }

  /** All lines, those scrolled away too; colour stays in them. Unknown sequences throw. */
  screen(): string {
    const lines = [''];
    let row = 0;
    const write = (text: string): void => {
      for (const [at, line] of text.split('\n').entries()) {
        if (at > 0) row++;
        lines[row] = (lines[row] ?? '') + line;
      }
    };
    const [before = '', ...sequences] = this.written.split(csi);
    write(before);
    for (const sequence of sequences) {
      const [, count = '', letter = '', text = ''] = /^\[([?\d;]*)([a-zA-Z])(.*)$/s.exec(sequence) ?? [];
      if (letter === 'm') write(`${csi}[${count}m`);
      else if (letter === 'A') row -= Number(count);
      else if (letter === 'K') lines[row] = '';
      else if (!'Ghl'.includes(letter)) throw new Error(`what is ${JSON.stringify(sequence)}?`);
      write(text);
    }
    return lines.join('\n').trimEnd();
  }
}
