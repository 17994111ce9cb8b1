import { writeSync } from 'node:fs';

const enterSequence = '\u001B[?1049h\u001B[2J\u001B[H\u001B[?25l';
const leaveSequence = '\u001B[?25h\u001B[0m\u001B[?1049l';

/** The terminal's other screen: entered and left here and nowhere else, so that the scrollback is never touched. */
export interface AlternateScreen {
  enter(): void;
  leave(): void;
  /** Makes it empty, for a picture that is drawn anew. */
  wipe(): void;
}

/** Left at the latest when the process ends, whatever ends it but SIGKILL. */
export function alternateScreen(stream: NodeJS.WriteStream & { readonly fd?: number }): AlternateScreen {
  let isThere = false;
  const write = (text: string): void => {
    // At the end of a process nothing is written later any more; a terminal that is gone needs nothing.
    if (typeof stream.fd !== 'number') {
      stream.write(text);
      return;
    }
    try {
      writeSync(stream.fd, text);
    } catch {
      stream.destroy();
    }
  };
  const leave = (): void => {
    if (!isThere) return;
    isThere = false;
    process.off('exit', leave);
    write(leaveSequence);
  };
  return {
    enter() {
      if (isThere) return;
      isThere = true;
      process.on('exit', leave);
      write(enterSequence);
    },
    leave,
    wipe: () => write('\u001B[2J\u001B[H'),
  };
}
