import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder for this test, gone after it. Its name has a space and letters beyond ASCII, as people's folders do. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kd tést '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
