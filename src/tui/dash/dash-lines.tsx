import { type Instance, render, Text } from 'ink';
import { memo, useSyncExternalStore } from 'react';
import type { Line, Span, Tone } from './span.js';

/** A line of the dashboard and its row on the screen, from 0. */
export interface PlacedLine {
  readonly row: number;
  readonly line: Line;
}

/** Where the lines to draw come from: those that are not on the screen yet. */
export interface LineSource {
  readonly lines: () => readonly PlacedLine[];
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
  const text = spans.map(span => span.text).join('');
  // An empty text would have no row at all.
  if (!hasColour || text === '') return <Text wrap="truncate">{text || ' '}</Text>;
  return (
    <Text wrap="truncate" inverse={isSelected}>
      {spans.map(spanOf)}
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

/** Lines below each other. */
export function DashLines({
  lines,
  hasColour,
}: {
  readonly lines: readonly PlacedLine[];
  readonly hasColour: boolean;
}) {
  return lines.map(({ row, line }) => <DashLine key={row} line={line} hasColour={hasColour} />);
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
