import type { SettingShape } from '../../catalogue/index.js';

type NumberShape = Extract<SettingShape, { readonly is: 'number' }>;

/** What may stand as a value, in words: `whole number, at least 1`. */
export function typeText(shape: SettingShape): string {
  switch (shape.is) {
    case 'number':
      return numberText(shape);
    case 'amount':
      return 'count, share with %, or all';
    case 'duration':
      return 'time, such as 90s or 2h';
    case 'memory':
      return 'memory, such as 500MB or 4GiB';
    case 'text':
      return 'text in double quotes';
    case 'path':
      return 'path in double quotes';
    case 'flag':
      return 'true or false';
    case 'word':
      return shape.words.join(' | ');
    case 'label':
      return 'name, or text in double quotes';
    case 'tap':
      return `layer of the ${shape.of}, such as stage-2, pooled or logits`;
    case 'concept':
      return 'name of a declared concept';
    case 'list':
      return `list of: ${typeText(shape.of)}${shape.min ? `; at least ${shape.min}` : ''}`;
    case 'entry':
      return `${withArticle(shape.of)} of the catalogue`;
    case 'declared':
      return shape.many ? `${shape.of}s, declared or in place` : `${withArticle(shape.of)}, declared or in place`;
    case 'block':
      return `block, see \`kd explain ${shape.of}\``;
    case 'requirement':
      return 'comparison, such as accuracy >= 88%';
    case 'expectation':
      return 'block of metrics with values, such as { accuracy 76% }';
    case 'origin':
      return shape.files ? 'path, or experiment(first, strategy: kd)' : 'experiment(first, strategy: kd)';
    case 'seed':
      return 'whole number, or trial';
    case 'pattern':
      return 'block of settings to match, such as { strategy kd  seed 5 }';
    case 'cases':
      return 'list of blocks laid over the experiment';
  }
}

/** `examples` are several. */
function withArticle(noun: string): string {
  if (noun.endsWith('s')) return noun;
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function numberText({ whole, min, max, above, below, among }: NumberShape): string {
  if (among) return `one of ${among.join(', ')}`;
  const low = min !== undefined ? `at least ${min}` : above !== undefined ? `above ${above}` : '';
  const high = max !== undefined ? `at most ${max}` : below !== undefined ? `below ${below}` : '';
  const bounds = [low, high].filter(Boolean).join(', ');
  return `${whole ? 'whole number' : 'number'}${bounds ? `, ${bounds}` : ''}`;
}
