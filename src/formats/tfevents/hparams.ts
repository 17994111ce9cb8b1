import { type Bytes, doubleField, messageField, textField, wholeField } from '../protobuf.js';
import type { Moment } from './event.js';
import { summaryRecord } from './event.js';

// Records of TensorBoard's plugin HParams. Field numbers: tensorboard/plugins/hparams, api.proto and plugin_data.proto.

export type HparamValue = string | number;

/** A column of settings: its values are all numbers or all texts. */
export interface HparamColumn {
  readonly name: string;
  readonly values: readonly HparamValue[];
}

/** All columns of the table. It must be known before any session: columns that come later are never shown. */
export interface HparamTable {
  readonly name: string;
  readonly about: string;
  readonly settings: readonly HparamColumn[];
  /** Scalars that are results, by their names in the files, with what the table calls them. */
  readonly results: readonly { readonly scalar: string; readonly title: string }[];
}

/** A training with its settings. Sessions of one group are averaged in the table. */
export interface HparamSession {
  readonly group: string;
  readonly settings: Readonly<Record<string, HparamValue>>;
}

export function hparamTableRecord(seconds: number, { name, about, settings, results }: HparamTable): Bytes {
  const experiment = messageField(
    2,
    textField(1, about),
    doubleField(3, seconds),
    ...settings.map(column => messageField(4, ...columnFields(column))),
    ...results.map(({ scalar, title }) => messageField(5, messageField(1, textField(2, scalar)), textField(3, title))),
    textField(6, name),
  );
  return pluginRecord({ seconds, step: 0 }, '_hparams_/experiment', experiment);
}

export function sessionStartRecord(seconds: number, { group, settings }: HparamSession): Bytes {
  const entries = Object.entries(settings).map(([name, value]) =>
    messageField(1, textField(1, name), messageField(2, valueField(value))),
  );
  const start = messageField(3, ...entries, textField(4, group), doubleField(5, seconds));
  return pluginRecord({ seconds, step: 0 }, '_hparams_/session_start_info', start);
}

export function sessionEndRecord(seconds: number, status: 'success' | 'failure'): Bytes {
  const end = messageField(4, wholeField(1, status === 'success' ? 1 : 2), doubleField(2, seconds));
  return pluginRecord({ seconds, step: 0 }, '_hparams_/session_end_info', end);
}

const columnFields = ({ name, values }: HparamColumn): Bytes[] => [
  textField(1, name),
  wholeField(4, values.every(value => typeof value === 'number') ? dataType.number : dataType.text),
  messageField(5, ...values.map(value => messageField(1, valueField(value)))),
];

const dataType = { text: 1, number: 3 };

/** `google.protobuf.Value` */
const valueField = (value: HparamValue): Bytes =>
  typeof value === 'number' ? doubleField(2, value) : textField(3, value);

/** The plugin keeps its data in the metadata of a summary that must have a value as well: an empty vector. */
const pluginRecord = (moment: Moment, tag: string, data: Bytes): Bytes =>
  summaryRecord(moment, [
    [
      textField(1, tag),
      messageField(8, wholeField(1, 1), messageField(2, messageField(2))),
      messageField(9, messageField(1, textField(1, 'hparams'), messageField(2, data))),
    ],
  ]);
