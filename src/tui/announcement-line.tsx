import { Text } from 'ink';
import { cut } from '../report/index.js';
import type { Announcement } from './announcement.js';
import type { Screen } from './frame.js';
import { Sign } from './sign.js';

interface Props {
  readonly announcement: Announcement;
  readonly screen: Screen;
}

/** One thing that happened, on one line that never changes again. */
export function AnnouncementLine({ announcement: { look, text }, screen }: Props) {
  return (
    <Text wrap="truncate">
      <Sign look={look} screen={screen} /> {cut(`${look}  ${text}`, screen.columns - 2, screen)}
    </Text>
  );
}
