import type { StudentFacts } from './student-facts.js';
import type { Models } from './student-files.js';

/** How to use the models of a folder, for a person who has nothing else. */
export function readme(facts: StudentFacts & { readonly models: Models; readonly notes: readonly string[] }): string {
  const { input, classes, dataset, part, metrics, parameters, object, models, notes, strategy } = facts;
  const [, rows, columns, channels] = input.shape;
  const scaled =
    input.scale === 1
      ? 'as they are in the data set'
      : `between 0 and 1: the values of the data set divided by ${input.scale}`;
  const sections = [
    `# A student for ${dataset}`,
    `Trained by kd ${facts.kd} with the strategy \`${strategy}\`; ${parameters} parameters; weights from the object \`${object.id}\`.`,
    [
      `- **In**: \`pixels\`, float32 [batch, ${rows}, ${columns}, ${channels}], rows from the top, ${scaled}.`,
      '  The mean is taken away and the deviation divided out inside the model: do not do it again.',
      `- **Out**: \`logits\`, float32 [batch, ${classes.length}], one for each class in the order of \`student.json\`.`,
      '  The largest is the answer; a softmax makes probabilities of them.',
    ].join('\n'),
    [
      `Measured on the ${part} part:`,
      '',
      '| metric | value |',
      '|---|---|',
      ...Object.entries(metrics).map(([name, value]) => `| ${name} | ${value} |`),
    ].join('\n'),
    ...snippets(models),
    '`sample.json` holds a few images and the logits that kd computes for them: a model that is loaded well gives the same to about 1e-5. Batch norm is worked into the convolutions, or stands as one factor and one term a channel.',
    ...notes,
  ];
  return `${sections.join('\n\n')}\n`;
}

function snippets({ tfjs, onnx, savedmodel }: Models): string[] {
  const python = `import json, numpy as np
sample = json.load(open("sample.json"))
pixels = np.array(sample["pixels"], np.float32).reshape(sample["shape"])`;
  return [
    ...(tfjs
      ? [
          `In a browser, with TensorFlow.js:\n\n\`\`\`js
const sample = await (await fetch('sample.json')).json();
const model = await ${tfjs.load}('${tfjs.path}');
const logits = model.predict(tf.tensor(sample.pixels, sample.shape));
\`\`\``,
        ]
      : []),
    ...(onnx
      ? [
          `With ONNX Runtime:\n\n\`\`\`python
${python}
import onnxruntime
logits = onnxruntime.InferenceSession("${onnx.path}").run(["logits"], {"pixels": pixels})[0]
print(abs(logits - sample["logits"]).max())
\`\`\``,
        ]
      : []),
    ...(savedmodel
      ? [
          `With TensorFlow:\n\n\`\`\`python
${python}
import tensorflow as tf
predict = ${savedmodel.load}("${savedmodel.path}").signatures["serving_default"]
print(abs(predict(pixels=tf.constant(pixels))["logits"] - sample["logits"]).numpy().max())
\`\`\``,
        ]
      : []),
  ];
}
