import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** Debian's; tests that look through a browser are skipped where it is not. */
const executablePath = process.env.KD_TEST_CHROMIUM ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** For several tests; who opens it closes it. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** A page of a browser that is gone after the test. */
export async function openPage(): Promise<Page> {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  return browser.newPage();
}
