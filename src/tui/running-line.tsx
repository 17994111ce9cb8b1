import { Text } from 'ink';
import type { RunningRow, Screen } from './frame.js';
import { Sign } from './sign.js';

interface Props {
  readonly row: RunningRow;
  readonly screen: Screen;
}

/** One running job: where, what, how far, and its losses. */
export function RunningLine({ row, screen }: Props) {
  return (
    <Text wrap="truncate">
      <Sign look="running" screen={screen} /> {[row.slot, row.label, row.epoch, ''].join('  ')}
      <Text dimColor={screen.colour}>{row.losses}</Text>
    </Text>
  );
}
