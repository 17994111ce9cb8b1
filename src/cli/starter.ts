/** A first file: small enough to run in under a minute, each line saying what else could stand there. */
export const starter = (
  name: string,
): string => `# Does the student learn more from its teacher than from the labels alone?
#
# Check it:   kd exp check ${name}.kd
# Ahead:      kd exp plan ${name}.kd
# Run it:     kd exp run ${name}.kd
# Look up:    kd explain kd    kd explain train    kd explain

experiment ${nameOf(name)} {
  # 1,437 handwritten digits to learn, 360 to measure on. Also: mnist, fashion-mnist.
  dataset  digits { labeled 10% }

  # What is learned from: trained here, once, and on all labels. Several: teachers [mlp(256), cnn(16, 32)].
  teacher  mlp(256, 256) { dataset digits  train { epochs 20  optimizer adam(lr: 0.003) } }

  # What is taught.
  student  mlp(16)

  # Each strategy is tried; \`none\` learns from the labels alone.
  strategy each [none, kd { temperature 4  alpha 0.9 }]

  # How the student is trained.
  train    { epochs 40  batch 32  optimizer adam(lr: 0.01)  schedule cosine }

  # Everything is done once for every seed, so that the table can tell a gain from luck.
  seed     each 1..3

  measure  [accuracy, nll, agreement, params]
  compare  { against none  by accuracy }
}
`;

/** The words that open a declaration cannot be declared. */
const nameOf = (name: string): string => (keywords.has(name) ? `${name}-1` : name);

const keywords = new Set(
  'use let each extends dataset teacher ensemble student concept strategy experiment'.split(' '),
);
