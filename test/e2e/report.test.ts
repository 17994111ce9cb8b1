import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hasChromium, openBrowser } from '../helpers/chromium.js';
import { folderWith, kd } from './kd.js';

const second = `
experiment other {
  dataset  digits { train 100  test 100 }
  student  mlp(4)
  strategy none
  train    { epochs 1  optimizer sgd(lr: 100000000) }
  seed     each 1..2
}
`;

const experiment = `
experiment tiny {
  about    "does <b>the teacher</b> help?"
  dataset  digits { train 300  validation 100  test 200 }
  teacher  mlp(16) { train { epochs 2  batch 16 } }
  student  each [mlp(6), mlp(8)]
  strategy each [none, kd]
  train    { epochs 2  batch 16  optimizer adam(lr: 0.02) }
  seed     each 1..3
  measure  [accuracy, nll, params]
  compare  { against none  by accuracy }
}
`;

/** A page as a reader opens it, and what goes wrong on it. */
async function open(
  browser: Browser,
  file: string,
  look: { width: number; colours: 'light' | 'dark'; scripts?: boolean },
): Promise<{ readonly page: Page; readonly complaints: string[]; readonly requests: string[] }> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.colours,
    javaScriptEnabled: look.scripts ?? true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('request', request => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, requests };
}

describe.skipIf(!hasChromium)('the report in a browser', () => {
  let browser: Browser;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kd report '));
    const cwd = folder;
    writeFileSync(join(cwd, 'tiny.kd'), experiment);
    const ran = await kd(['exp', 'run', 'tiny.kd', '--ui', 'none'], { cwd });
    const written = await kd(['exp', 'report', '--out', 'report.html'], { cwd });
    writeFileSync(join(cwd, 'two.kd'), experiment + second);
    const ranTwo = await kd(['exp', 'run', 'two.kd', '--ui', 'none'], { cwd });
    await kd(['exp', 'report', '--out', 'two.html'], { cwd });
    expect([ran.code, ranTwo.code, written]).toEqual([
      0,
      0,
      { code: 0, signal: null, stdout: 'report.html\n', stderr: '' },
    ]);
    file = join(cwd, 'report.html');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['light', 'screen', 1200],
    ['dark', 'screen', 1200],
    ['light', 'print', 800],
    ['light', 'screen', 360],
    ['dark', 'screen', 360],
    ['light', 'screen', 1200, 'two.html'],
  ] as const)(
    'has nothing that axe objects to, %s on %s, %i px wide',
    async (colours, media, width, other?: string) => {
      const { page } = await open(browser, other === undefined ? file : join(folder, other), { width, colours });
      await page.emulateMedia({ media });
      const session = await page.context().newCDPSession(page);
      await session.send('Runtime.evaluate', {
        expression: "for (const details of document.querySelectorAll('details')) details.open = true",
      });

      // Past the policy of the page, as a browser's own tools are.
      await session.send('Runtime.evaluate', { expression: axe.source });
      const found = await session.send('Runtime.evaluate', {
        expression:
          'axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes[0].html])))',
        awaitPromise: true,
        returnByValue: true,
      });

      expect(JSON.parse(found.result.value)).toEqual([]);
    },
  );

  it('asks nothing of any network and complains of nothing', async () => {
    const { complaints, requests } = await open(browser, file, { width: 1200, colours: 'light' });

    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
  });

  it('answers on its first screen, and an author is never taken by the word', async () => {
    const { page } = await open(browser, file, { width: 1200, colours: 'light' });

    expect(await page.locator('h1').textContent()).toBe('does <b>the teacher</b> help?');
    const lead = (await page.locator('.lead').boundingBox())!;
    expect(lead.y + lead.height).toBeLessThan(800);
  });

  it('is as wide as a phone and no wider', async () => {
    const { page } = await open(browser, file, { width: 360, colours: 'light' });

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('sorts a table by the numbers of a column, by keys', async () => {
    const { page } = await open(browser, file, { width: 1200, colours: 'light' });
    const table = page.locator('section[aria-labelledby=e1-cells] table');
    const head = table.locator('thead th', { hasText: 'accuracy %' }).first();

    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');

    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    const column = await head.evaluate(cell => (cell as unknown as { cellIndex: number }).cellIndex);
    const texts = await table.locator(`tbody:first-of-type tr > :nth-child(${column + 1})`).allInnerTexts();
    const values = texts.map(Number.parseFloat);
    expect(values).toHaveLength(4);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  it('can be read without scripts', async () => {
    const { page } = await open(browser, file, { width: 1200, colours: 'light', scripts: false });

    expect(await page.locator('svg.plot').count()).toBeGreaterThan(5);
    expect(await page.locator('section[aria-labelledby=e1-cells] table tbody').first().locator('tr').count()).toBe(4);
  });
});

describe('kd exp report', () => {
  it('writes over no file unless told to, and over its own in the folder of the run', async () => {
    const cwd = folderWith({ 'tiny.kd': experiment.replace('each 1..3', '1'), 'mine.html': 'mine' });
    await kd(['exp', 'run', 'tiny.kd', '--ui', 'none'], { cwd });

    const refused = await kd(['exp', 'report', '--out', 'mine.html'], { cwd });
    const first = await kd(['exp', 'report'], { cwd });
    const second = await kd(['exp', 'report'], { cwd });
    const printed = await kd(['exp', 'report', '--out', '-'], { cwd });

    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('mine.html is there already')]);
    expect(readFileSync(join(cwd, 'mine.html'), 'utf8')).toBe('mine');
    expect(first.stdout).toMatch(/^\.kd\/runs\/[\w-]+\/results\/report\.html\n$/);
    expect([second.code, second.stdout]).toEqual([0, first.stdout]);
    expect(printed.stdout).toMatch(/^<!doctype html>/);
  });
});
