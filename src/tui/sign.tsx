import { Text } from 'ink';
import type { Screen } from './frame.js';
import { type Look, looks } from './looks.js';

interface Props {
  readonly look: Look;
  readonly screen: Screen;
}

/** The sign of a state, in its colour where there is colour. */
export function Sign({ look, screen }: Props) {
  const { sign, ascii, colour } = looks[look];
  return <Text {...(screen.colour ? { color: colour } : {})}>{screen.unicode ? sign : ascii}</Text>;
}
