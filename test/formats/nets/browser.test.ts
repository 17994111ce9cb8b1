import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { graphModel, layersModel, type TfjsFiles } from '../../../src/formats/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { hasChromium, openPage } from '../../helpers/chromium.js';
import { expectClose } from '../../learn/numerics.js';
import { smallNets, traced } from './traced-nets.js';

const { resolve } = createRequire(import.meta.url);

/** Parts of TensorFlow.js as a page would load them, each in one file. */
const scripts = ['core', 'backend-cpu', 'layers', 'converter'].map(part =>
  join(dirname(resolve(`@tensorflow/tfjs-${part}/package.json`)), 'dist', `tf-${part}.min.js`),
);

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
});

/** A page of a site that has these files beside it, and TensorFlow.js on it; what goes wrong there is kept. */
async function openSite(models: Readonly<Record<string, TfjsFiles>>) {
  const page = await openPage();
  const problems: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', error => problems.push(error.message));
  await page.route('http://student.test/**', route => {
    const [, name = '', file = ''] = new URL(route.request().url()).pathname.split('/');
    const content = models[name]?.[file as keyof TfjsFiles];
    return route.fulfill({ body: content === undefined ? '<!doctype html>' : Buffer.from(content) });
  });
  await page.goto('http://student.test/index.html');
  for (const path of scripts) await page.addScriptTag({ content: readFileSync(path, 'utf8') });
  return { page, problems };
}

/** What the model of a name gives for pixels. */
const predict = (page: Page, load: string, name: string, pixels: readonly number[], shape: readonly number[]) =>
  page.evaluate(
    `tf.${load}('/${name}/model.json').then(model => Array.from(model.predict(tf.tensor(${JSON.stringify(pixels)}, ${JSON.stringify(shape)})).dataSync()))`,
  ) as Promise<number[]>;

describe.runIf(hasChromium)('in a browser', () => {
  it.each([
    ['a layers model', 'loadLayersModel', layersModel, smallNets.filter(([name]) => name !== 'vit')],
    ['a graph model', 'loadGraphModel', graphModel, smallNets],
  ] as const)('%s of each net gives the logits of the net', async (_, load, write, some) => {
    const nets = some.map(([, configured, input]) => traced(configured, input));
    const models = Object.fromEntries(nets.map(({ graph }, index) => [`${index}`, write(graph, {})]));
    const { page, problems } = await openSite(models);

    for (const [index, { pixels, shape, logits }] of nets.entries())
      expectClose(await predict(page, load, `${index}`, pixels, shape), logits);

    expect(problems).toEqual([]);
  });
});
