import { dirname } from 'node:path';
import {
  graphModel,
  layersModel,
  type NetGraph,
  NoSuchLayer,
  onnxModel,
  savedModel,
  type TfjsFiles,
} from '../../formats/index.js';
import { unreachable } from '../../lib/bug.js';
import { type StudentFormat, studentFiles } from '../protocol.js';
import type { StudentFacts } from './student-facts.js';

/** Which file is which, and by what it is loaded. */
export type Models = Readonly<Partial<Record<StudentFormat, { readonly path: string; readonly load: string }>>>;

export interface ModelFiles {
  /** Contents by path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly models: Models;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/** A student in each of the formats that are asked for. */
export function modelFiles(graph: NetGraph, formats: readonly StudentFormat[], facts: StudentFacts): ModelFiles {
  const all = formats.map(format => filesOf(format, graph, facts));
  return {
    files: Object.assign({}, ...all.map(({ files }) => files)),
    models: Object.assign({}, ...all.map(({ models }) => models)),
    notes: all.flatMap(({ notes }) => notes),
  };
}

function filesOf(format: StudentFormat, graph: NetGraph, facts: StudentFacts): ModelFiles {
  switch (format) {
    case 'tfjs':
      return tfjsFiles(graph, facts);
    case 'onnx': {
      const about = `A student trained by kd: ${facts.classes.length} classes of ${facts.dataset}. Give pixels between 0 and 1.`;
      const [path] = studentFiles.onnx;
      const files = { [path]: onnxModel(graph, about, { kd: JSON.stringify(facts) }) };
      return { files, models: { onnx: { path, load: 'onnxruntime' } }, notes: [] };
    }
    case 'savedmodel': {
      const [file] = studentFiles.savedmodel;
      const models = { savedmodel: { path: dirname(file), load: 'tf.saved_model.load' } };
      return { files: { [file]: savedModel(graph) }, models, notes: [] };
    }
    default:
      return unreachable(format);
  }
}

/** As layers where it can be said so; they can be trained further and read by more programs. */
function tfjsFiles(graph: NetGraph, facts: StudentFacts): ModelFiles {
  const [path, weights] = studentFiles.tfjs;
  const inFolder = (files: TfjsFiles) => ({ [path]: files['model.json'], [weights]: files['weights.bin'] });
  try {
    const files = layersModel(graph, { kd: facts });
    return { files: inFolder(files), models: { tfjs: { path, load: 'tf.loadLayersModel' } }, notes: [] };
  } catch (error) {
    if (!(error instanceof NoSuchLayer)) throw error;
    return {
      files: inFolder(graphModel(graph, { kd: facts })),
      models: { tfjs: { path, load: 'tf.loadGraphModel' } },
      notes: [`${path} is a graph model, for tf.loadGraphModel: ${error.message}`],
    };
  }
}
