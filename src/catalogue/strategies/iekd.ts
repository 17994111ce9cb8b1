import type { Json } from '../../lib/json.js';
import { optional, withDefault } from '../entry.js';
import { allPairs, notMaps } from '../taps.js';
import { fraction, list, number, tap, whole, word } from '../type.js';
import { temperature, weigh } from './parameters.js';
import { strategy } from './strategy-entry.js';

const parameters = {
  temperature,
  alpha: withDefault(number({ min: 0 }), 1, 'weight of softened probabilities, T² · KL; the labels weigh 1'),
  'beta-l': withDefault(number({ min: 0 }), 400, 'β_l, weight of the local loss; 0: without it and its projections'),
  'beta-g': optional(
    number({ min: 0 }),
    'β_g, weight of the global loss; if left out, 3000 by `gram` and 1 by `token`; 0: without it',
  ),
  aux: withDefault(
    number({ min: 0 }),
    1,
    'weight of the auxiliary classifier that keeps what is distilled telling classes apart',
  ),
  distill: withDefault(
    word('gram', 'token'),
    'gram',
    'the global loss: similarities within the batch, or the extracted tokens themselves',
  ),
  'token-distance': withDefault(word('mse', 'cosine'), 'mse', 'by which tokens are compared'),
  correlation: withDefault(
    word('both', 'internal', 'external'),
    'both',
    'self-attention within a net, cross-attention between the nets, or both',
  ),
  lambda: withDefault(
    word('learned', 'detached', 'uniform'),
    'learned',
    'Λ, which weighs pairs of layers in the local loss: with gradient, without, or all pairs alike',
  ),
  'tau-a': withDefault(number({ above: 0 }), 1, 'τ_a, divides the cosines of which Λ is the softmax'),
  mlc: withDefault(
    word('gap', 'patch', 'gram'),
    'gap',
    'the multi-layer converter makes a token of a layer’s mean over places, of a 2 × 2 grid of means, or of its similarities within the batch, where E is a quarter of the batch',
  ),
  embedding: withDefault(whole({ min: 1, max: 4_096 }), 128, 'E, the length of a token'),
  heads: withDefault(whole({ min: 1, max: 64 }), 4, 'heads of every attention; E is a multiple of it'),
  'feed-forward': withDefault(whole({ min: 1, max: 64 }), 4, 'how many times E the hidden layer of a transformer has'),
  dropout: withDefault(fraction(), 0.1, 'share dropped behind every part of a transformer'),
  'student-layers': optional(list(tap('student'), { min: 1 }), 'J layers of the student; if left out, all its stages'),
  'teacher-layers': optional(list(tap('teacher'), { min: 1 }), 'M layers of the teacher; if left out, all its stages'),
  'least-variance': withDefault(
    number({ min: 0, below: 1 }),
    1e-5,
    'a training fails as collapsed where less of the size of what is distilled differs between examples',
  ),
  weigh,
};

type Settings = Readonly<Record<string, Json | undefined>>;

/** Settings that leave some part of it without anything to learn from. */
function misfit(settings: Settings): string | undefined {
  const { aux, distill, correlation, lambda, mlc, embedding, heads } = settings;
  const hasLocal = settings['beta-l'] !== 0;
  const hasGlobal = settings['beta-g'] !== 0;
  if (mlc !== 'gram' && Number(embedding) % Number(heads) !== 0)
    return `\`embedding ${embedding}\` is no multiple of \`heads ${heads}\``;
  if (distill === 'token' && correlation === 'internal' && hasGlobal)
    return '`distill token` compares what is found in the two nets, and `correlation internal` looks into neither';
  if (hasLocal && lambda === 'detached' && (!hasGlobal || distill === 'token'))
    return 'without `distill gram` and its global loss nothing trains the correlations of which `lambda detached` is made';
  if (aux === 0 && hasGlobal && !(hasLocal && lambda === 'learned'))
    return 'with `aux 0` and without a learned Λ nothing trains the side of the teacher, which may be constant then';
  return undefined;
}

export const iekd = strategy({
  help: 'correlations of layers within and between the nets, by two pairs of transformers, beside labels and probabilities',
  version: 2,
  parameters,
  misfit,
  tapMisfit: (settings, taps) =>
    settings['beta-l'] === 0 && settings.mlc !== 'patch' ? undefined : notMaps('iekd', allPairs(taps, settings), taps),
  source:
    'Bak & Bae, Knowledge Distillation based-on Internal/External Correlation Learning, 2023; the figure of Bridging the Knowledge Gap via Transformer-Based Multi-Layer Correlation Learning (TMC-KD), 2024; sizes and weights are choices of kd',
  example: 'strategy iekd { beta-l 400  beta-g 3000 }',
  needs: { teachers: 'taps' },
});
