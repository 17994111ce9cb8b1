import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findEngines, isFound } from '../../../src/engines/index.js';
import { savedModel } from '../../../src/formats/index.js';
import { startEngine } from '../../../src/learn/engines/index.js';
import { hasPythonPackages, python } from '../../helpers/python.js';
import { temporaryFolder } from '../../helpers/temporary-folder.js';
import { expectClose } from '../../learn/numerics.js';
import { smallNets, traced } from './traced-nets.js';

const program = `
import json, sys
import tensorflow as tf
found = []
for path, pixels, shape in json.load(sys.stdin):
    predict = tf.saved_model.load(path).signatures["serving_default"]
    logits = predict(pixels=tf.reshape(tf.constant(pixels, tf.float32), shape))["logits"]
    found.append(logits.numpy().ravel().tolist())
print(json.dumps(found))
`;

const tensorflow = findEngines(process.env)
  .filter(isFound)
  .find(({ name, computesOn }) => name === 'tensorflow' && computesOn === 'cores');

type Question = readonly [path: string, pixels: readonly number[], shape: readonly number[]];

beforeAll(async () => {
  await startEngine('cpu', { threads: 1 });
});

/** What a reader of several SavedModels is asked, as JSON, and what its answer is held to. */
function ask(): { readonly questions: readonly Question[]; readonly expectLogits: (answers: string) => void } {
  const folder = temporaryFolder();
  const nets = smallNets.map(([, configured, input]) => traced(configured, input));
  const questions = nets.map(({ graph, pixels, shape }, index) => {
    const path = join(folder, `${index}`);
    mkdirSync(path);
    writeFileSync(join(path, 'saved_model.pb'), savedModel(graph));
    return [path, pixels, shape] as const;
  });
  return {
    questions,
    expectLogits(answers) {
      (JSON.parse(answers) as number[][]).forEach((logits, index) => {
        expectClose(logits, nets[index]!.logits);
      });
      expect(JSON.parse(answers)).toHaveLength(nets.length);
    },
  };
}

describe('a SavedModel of each net', () => {
  it.skipIf(!tensorflow)('gives its logits in the native engine', () => {
    const { questions, expectLogits } = ask();
    const loader = join(import.meta.dirname, 'programs', 'load-saved-models.cjs');
    const input = JSON.stringify(questions);

    expectLogits(
      execFileSync(process.execPath, [loader, tensorflow?.folder ?? ''], { input, encoding: 'utf8', stdio: 'pipe' }),
    );
  });

  it.skipIf(!hasPythonPackages('tensorflow'))('gives its logits in Python', () => {
    const { questions, expectLogits } = ask();

    expectLogits(python(program, questions));
  });
});
