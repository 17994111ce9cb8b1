import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { tfevents } from '../../src/formats/index.js';
import { doubleField, messageField, textField, wholeField } from '../../src/formats/protobuf.js';
import { hasPythonPackages, python } from '../helpers/python.js';
import { temporaryFolder } from '../helpers/temporary-folder.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('fields of Protocol Buffers', () => {
  it('are the examples of its documentation', () => {
    expect(hex(wholeField(1, 150))).toBe('089601');
    expect(hex(textField(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(messageField(3, wholeField(1, 150)))).toBe('1a03089601');
  });

  it('hold whole numbers beyond 32 bits, and tags beyond one byte', () => {
    expect(hex(wholeField(16, 2 ** 40))).toBe('8001808080808020');
    expect(hex(doubleField(1, 1.5))).toBe('09000000000000f83f');
  });
});

describe('records of an event file', () => {
  it('are known bytes for the version of the file and for a scalar', () => {
    expect(hex(tfevents.fileVersionRecord(1.5))).toBe(
      '1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c',
    );
    expect(hex(tfevents.scalarsRecord({ seconds: 1.5, step: 3 }, { loss: 0.25 }))).toBe(
      '1a00000000000000129bd82d09000000000000f83f10032a0d0a0b0a046c6f7373150000803ed054b255',
    );
  });
});

describe.runIf(hasPythonPackages('tensorboard', 'numpy'))('TensorBoard itself', () => {
  it('reads scalars, and what is no number', () => {
    const run = folderOf([
      tfevents.scalarsRecord({ seconds: 2, step: 1 }, { 'loss/kd': 0.5, 'loss/hard': Number.NaN }),
      tfevents.scalarsRecord({ seconds: 3, step: 2 }, { 'loss/kd': 0.25, 'loss/hard': Number.POSITIVE_INFINITY }),
    ]);

    expect(readScalars(run)).toEqual({
      'loss/kd': [
        [1, '0.5'],
        [2, '0.25'],
      ],
      'loss/hard': [
        [1, 'nan'],
        [2, 'inf'],
      ],
    });
  });

  it('drops the steps that a second file of the folder does again', () => {
    const at = (step: number, loss: number) => tfevents.scalarsRecord({ seconds: step, step }, { loss });
    const run = folderOf(
      [tfevents.startRecord({ seconds: 1, step: 1 }), at(1, 1), at(2, 2), at(3, 3)],
      [tfevents.startRecord({ seconds: 9, step: 2 }), at(2, 20), at(3, 30), at(4, 40)],
    );

    expect(readScalars(run).loss).toEqual([
      [1, '1.0'],
      [2, '20.0'],
      [3, '30.0'],
      [4, '40.0'],
    ]);
  });

  it('shows sessions of one group as one row of HParams, with the average of their results', () => {
    const root = temporaryFolder();
    const table = {
      name: 'first',
      about: 'which temperature?',
      settings: [
        { name: 'strategy', values: ['none', 'kd'] },
        { name: 'temperature', values: [1, 4] },
      ],
      results: [{ scalar: 'final/accuracy', title: 'accuracy' }],
    };
    for (const [name, accuracy] of [
      ['seed-1', 0.5],
      ['seed-2', 0.75],
    ] as const)
      folderOf(
        [
          tfevents.hparamTableRecord(1, table),
          tfevents.sessionStartRecord(2, { group: 'kd, 4', settings: { strategy: 'kd', temperature: 4 } }),
          tfevents.scalarsRecord({ seconds: 3, step: 7 }, { 'final/accuracy': accuracy }),
          tfevents.sessionEndRecord(4, name === 'seed-1' ? 'success' : 'failure'),
        ],
        [],
        join(root, name),
      );

    expect(JSON.parse(python(readHparams, root))).toEqual({
      name: 'first',
      about: 'which temperature?',
      settings: [
        ['strategy', 'DATA_TYPE_STRING', ['none', 'kd']],
        ['temperature', 'DATA_TYPE_FLOAT64', [1, 4]],
      ],
      results: [['final/accuracy', 'accuracy']],
      groups: [
        {
          name: 'kd, 4',
          settings: { strategy: 'kd', temperature: 4 },
          results: { 'final/accuracy': [0.625, 7] },
          sessions: { 'seed-1': 'STATUS_SUCCESS', 'seed-2': 'STATUS_FAILURE' },
        },
      ],
    });
  });
});

/** A run's folder with event files, each begun as it must be. */
function folderOf(
  first: readonly Uint8Array[],
  second: readonly Uint8Array[] = [],
  folder = join(temporaryFolder(), 'run'),
): string {
  mkdirSync(folder, { recursive: true });
  for (const [at, records] of [first, second].entries())
    if (records.length > 0)
      writeFileSync(
        join(folder, `events.out.tfevents.${at + 1}.here.1.0`),
        Buffer.concat([tfevents.fileVersionRecord(1), ...records]),
      );
  return folder;
}

/** Steps and values by tag, by TensorBoard's own reader. */
const readScalars = (folder: string): Record<string, [number, string][]> =>
  JSON.parse(
    python(
      `
import json, sys
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.util import tensor_util
events = EventAccumulator(json.load(sys.stdin))
events.Reload()
print(json.dumps({tag: [[e.step, str(float(tensor_util.make_ndarray(e.tensor_proto)))] for e in events.Tensors(tag)]
                  for tag in events.Tags()['tensors']}))
`,
      folder,
    ),
  );

/** The table as the plugin's own interface gives it to its page. */
const readHparams = `
import json, sys
from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment, list_session_groups
root = json.load(sys.stdin)
runs = plugin_event_multiplexer.EventMultiplexer()
runs.AddRunsFromDirectory(root)
runs.Reload()
provider = data_provider.MultiplexerDataProvider(runs, root)
backend = backend_context.Context(base_plugin.TBContext(multiplexer=runs, data_provider=provider, logdir=root))
request = context.RequestContext()
experiment = get_experiment.Handler(request, backend, 'x', api_pb2.GetExperimentRequest()).run()
plain = lambda value: value.string_value if value.HasField('string_value') else value.number_value
statuses = [api_pb2.STATUS_UNKNOWN, api_pb2.STATUS_SUCCESS, api_pb2.STATUS_FAILURE, api_pb2.STATUS_RUNNING]
groups = list_session_groups.Handler(request, backend, 'x', api_pb2.ListSessionGroupsRequest(
    start_index=0, slice_size=100, allowed_statuses=statuses, aggregation_type=api_pb2.AGGREGATION_AVG)).run().session_groups
print(json.dumps({
    'name': experiment.name,
    'about': experiment.description,
    'settings': [[h.name, api_pb2.DataType.Name(h.type), [plain(v) for v in h.domain_discrete.values]]
                 for h in experiment.hparam_infos],
    'results': [[m.name.tag, m.display_name] for m in experiment.metric_infos],
    'groups': [{
        'name': g.name,
        'settings': {name: plain(value) for name, value in g.hparams.items()},
        'results': {v.name.tag: [v.value, v.training_step] for v in g.metric_values},
        'sessions': {s.name: api_pb2.Status.Name(s.status) for s in g.sessions},
    } for g in groups],
}))
`;
