import { readFileSync } from 'node:fs';
import type { CstElement } from 'chevrotain';
import { describe, expect, it } from 'vitest';
import { parse } from '../../grammar/index.js';
import { KdParser } from '../../grammar/parser.js';
import { tokenize } from '../../grammar/tokenize.js';

const readme = readFileSync(new URL('../../grammar/README.md', import.meta.url), 'utf8');
const sections = [...readme.matchAll(/^## .*?: `(\w+)`$(.*?)```kd\n(.*?)```/gms)].map(([, rule = '', , text = '']) => ({
  rule,
  source: { path: 'README.md', text },
}));
const examples = [...readme.matchAll(/^```kd\n(.*?)```/gms)].map(([, text = '']) => text);
const parser = new KdParser({ skipValidations: true });

describe('the language reference', () => {
  it.each(examples)('has an example without mistakes: %j', text => {
    expect(parse({ path: 'README.md', text }).diagnostics).toEqual([]);
  });

  it.each(sections)('uses the rule $rule in the example for it', ({ rule, source }) => {
    const rules = rulesIn(parser.parse(tokenize(source).code, () => undefined) as unknown as CstElement);

    expect(rules).toContain(rule);
  });

  it('names every rule of correct files', () => {
    const forMistakes = ['item', 'entry', 'given', 'element', 'stray', 'leftover', 'dashes', 'skipped', 'inside'];
    const rules = Object.keys(parser.getGAstProductions()).filter(rule => !forMistakes.includes(rule));

    expect(sections.map(({ rule }) => rule).toSorted()).toEqual(rules.toSorted());
  });
});

function rulesIn(node: CstElement): ReadonlySet<string> {
  if (!('children' in node)) return new Set();
  return new Set([
    node.name,
    ...Object.values(node.children).flatMap(all => all.flatMap(child => [...rulesIn(child)])),
  ]);
}
