import { Text } from 'ink';
import { cut, pad } from '../report/index.js';
import type { Announcement } from './announcement.js';
import type { Screen } from './frame.js';
import { Sign } from './sign.js';

interface Props {
  readonly announcement: Announcement;
  readonly screen: Screen;
}

/** Of the longest words, `canceled` and `given up`. */
const wordWidth = 8;

/** One thing that happened, on one line that never changes again. */
export function AnnouncementLine({ announcement: { look, text }, screen }: Props) {
  return (
    <Text wrap="truncate">
      <Sign look={look} screen={screen} /> {cut(`${pad(look, wordWidth)}  ${text}`, screen.columns - 2, screen)}
    </Text>
  );
}
