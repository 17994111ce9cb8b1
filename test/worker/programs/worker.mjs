import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../dist/src/store/index.js';

/** The least a worker does: says that it is ready, hands on what it is told, leaves with its head. */
export function listen(handlers) {
  process.on('message', message => handlers[message.type]?.(message));
  process.on('disconnect', () => process.exit());
  process.send({ type: 'ready', pid: process.pid });
}

/** Reports an epoch, so that a test knows it runs, and says that it lives as long as it does. */
export function runForever({ job }) {
  const progress = { phase: 'train', epoch: 1, epochs: 2, losses: {}, metrics: {}, seconds: 0 };
  process.send({ type: 'epoch-finished', job, progress });
  setInterval(() => process.send({ type: 'alive' }), 20);
}

/** Puts an object into the store, empty but for some texts by file name, and reports it. */
export function finish({ job, attempt }, files = {}) {
  const { store: folder, engine } = JSON.parse(process.argv[2]);
  const store = openStore(folder);
  const info = {
    version: 1,
    kind: 'evaluate',
    spec: {},
    metrics: {},
    warnings: [],
    seconds: 0,
    engine,
    versions: { kd: '', node: '' },
  };
  const output = join(store.attempts.folder(job, attempt), 'output');
  mkdirSync(output);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(output, name), text);
  store.objects.commit(job, output, info);
  process.send({ type: 'job-finished', job, result: { metrics: {}, warnings: [], seconds: 0 } });
}
