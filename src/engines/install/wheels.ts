import type { Build } from '../installed.js';

/** Version of TensorFlow that is set up; each release of kd is tried with one. */
export const tensorflowVersion = '2.21.0';
export const bindingVersion = '4.22.0';
/** Headers of Node's stable interface, which the binding is compiled against. */
export const headersVersion = '1.9.0';

/** What is fetched: packages of pip and npm, with sizes in bytes as they were measured on Linux x64. */
export interface Fetched {
  readonly what: string;
  readonly from: 'pip' | 'npm';
  readonly sizeBytes: number;
}

export const fetchedFor: Readonly<Record<Build, readonly Fetched[]>> = {
  tensorflow: [
    { what: `tensorflow-cpu ${tensorflowVersion}`, from: 'pip', sizeBytes: 273.8e6 },
    { what: `@tensorflow/tfjs-node ${bindingVersion} with what it needs`, from: 'npm', sizeBytes: 53e6 },
  ],
  'tensorflow-gpu': [
    { what: `tensorflow ${tensorflowVersion}`, from: 'pip', sizeBytes: 645e6 },
    { what: 'the libraries of CUDA that it names', from: 'pip', sizeBytes: 2.6e9 },
    { what: `@tensorflow/tfjs-node-gpu ${bindingVersion} with what it needs`, from: 'npm', sizeBytes: 53e6 },
  ],
};

/** Bytes on the disk afterwards. */
export const installedBytes: Readonly<Record<Build, number>> = { tensorflow: 1.5e9, 'tensorflow-gpu': 7e9 };

/** The wheel of each build, as pip names it. */
export const wheelOf: Readonly<Record<Build, string>> = {
  tensorflow: 'tensorflow-cpu',
  'tensorflow-gpu': 'tensorflow',
};
