import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** Debian's; tests that look through a browser are skipped where it is not. */
const executablePath = process.env.KD_TEST_CHROMIUM ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** A page of a browser that is gone after the test. */
export async function openPage(): Promise<Page> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  onTestFinished(() => browser.close());
  return browser.newPage();
}
