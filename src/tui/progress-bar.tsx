import { Text } from 'ink';
import { barWidth, type Screen } from './frame.js';

interface Props {
  readonly share: number;
  readonly screen: Screen;
}

/** How much of the run needs no more work. */
export function ProgressBar({ share, screen }: Props) {
  const width = barWidth(screen);
  const filled = Math.floor(share * width);
  const [full, empty] = screen.unicode ? ['█', '░'] : ['#', '.'];
  return (
    <Text>
      <Text {...(screen.colour ? { color: 'green' } : {})}>{full.repeat(filled)}</Text>
      <Text dimColor={screen.colour}>{empty.repeat(width - filled)}</Text>
    </Text>
  );
}
