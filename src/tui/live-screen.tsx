import { Box, Static, Text } from 'ink';
import { AnnouncementLine } from './announcement-line.js';
import type { Frame } from './frame.js';
import { ProgressBar } from './progress-bar.js';
import { RunningLine } from './running-line.js';

interface Props {
  readonly frame: Frame;
}

/** The live view: what happened, for good; below it, in place, the whole and what runs. */
export function LiveScreen({ frame }: Props) {
  const { screen, share, counts, clock, running, notices, announcements } = frame;
  return (
    <>
      <Static items={[...announcements]}>
        {announcement => <AnnouncementLine key={announcement.key} announcement={announcement} screen={screen} />}
      </Static>
      <Box flexDirection="column">
        <Text wrap="truncate">
          <ProgressBar share={share} screen={screen} /> {counts}
        </Text>
        <Text wrap="truncate">{clock}</Text>
        {running.map(row => (
          <RunningLine key={row.key} row={row} screen={screen} />
        ))}
        {notices.map(notice => (
          <Text key={notice} wrap="truncate">
            {notice}
          </Text>
        ))}
      </Box>
    </>
  );
}
