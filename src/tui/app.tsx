import { type Instance, render } from 'ink';
import { useSyncExternalStore } from 'react';
import type { FrameSource } from './frame-source.js';
import { LiveScreen } from './live-screen.js';

interface Props {
  readonly source: FrameSource;
}

/** Draws each frame of a source. */
function App({ source }: Props) {
  return <LiveScreen frame={useSyncExternalStore(source.subscribe, source.frame)} />;
}

/** Draws on a terminal until unmounted. Keys, and so Ctrl-C, stay with the program. */
export function mountApp(source: FrameSource, stream: NodeJS.WriteStream, maxFps: number): Instance {
  return render(<App source={source} />, {
    stdout: stream,
    stderr: stream,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps,
  });
}
