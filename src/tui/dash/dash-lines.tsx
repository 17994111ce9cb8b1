import { type Instance, render, Text } from 'ink';
import { memo, useSyncExternalStore } from 'react';
import type { Line, Span, Tone } from './span.js';

/** Where lines come from: told of each change, they are there at once. */
export interface LineSource {
  readonly lines: () => readonly Line[];
  readonly subscribe: (listener: () => void) => () => void;
}

interface Looks {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
}

/** The terminal's own sixteen colours, which its theme makes readable on its own ground. */
const looks: Readonly<Record<Tone, Looks>> = {
  plain: {},
  dim: { dimColor: true },
  bold: { bold: true },
  good: { color: 'green' },
  bad: { color: 'red' },
  warn: { color: 'yellow' },
  info: { color: 'cyan' },
};

interface Props {
  readonly line: Line;
  readonly hasColour: boolean;
}

/** One line; what is selected is inverted, which needs no colour. */
const DashLine = memo(function DashLine({ line: { spans, isSelected = false }, hasColour }: Props) {
  if (!hasColour) return <Text wrap="truncate">{spans.map(({ text }) => text).join('') || ' '}</Text>;
  return (
    <Text wrap="truncate" inverse={isSelected}>
      {spans.length === 0 ? ' ' : spans.map(spanOf)}
    </Text>
  );
});

const spanOf = ({ text, tone }: Span, at: number) =>
  tone === 'plain' ? (
    text
  ) : (
    <Text key={at} {...looks[tone]}>
      {text}
    </Text>
  );

/** All lines of a screen. */
export function DashLines({ lines, hasColour }: { readonly lines: readonly Line[]; readonly hasColour: boolean }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place and nothing else
  return lines.map((line, at) => <DashLine key={at} line={line} hasColour={hasColour} />);
}

interface AppProps {
  readonly source: LineSource;
  readonly hasColour: boolean;
}

function DashApp({ source, hasColour }: AppProps) {
  return <DashLines lines={useSyncExternalStore(source.subscribe, source.lines)} hasColour={hasColour} />;
}

/** Draws on a stage until unmounted. Keys stay with the program. @param hasColour and may invert */
export function mountDash(source: LineSource, stream: NodeJS.WriteStream, hasColour: boolean): Instance {
  return render(<DashApp source={source} hasColour={hasColour} />, {
    stdout: stream,
    stderr: stream,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
    debug: true, // every picture whole and at once: the stage finds what changed
  });
}
