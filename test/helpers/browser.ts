import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian puts its browser; another one by `KD_TEST_CHROMIUM`. */
const path = process.env.KD_TEST_CHROMIUM ?? '/usr/bin/chromium';

/** Tests that need a browser are skipped where there is none; `.ci/run` installs it. */
export const hasBrowser = existsSync(path);

/** The sandbox of Chromium does not work for root, nor in most containers; pages of tests are our own. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });
