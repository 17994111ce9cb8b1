import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Bug } from '../lib/bug.js';
import type { ExportAnswer, ExportOrder } from '../worker/protocol.js';

const program = (): string => fileURLToPath(new URL('../worker/export-student.js', import.meta.url));

/** Has a student written as files for other programs, by a process that may load TensorFlow.js. */
export function exportStudent(order: ExportOrder): Promise<ExportAnswer> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program(), JSON.stringify(order)], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (!error) return resolve(JSON.parse(stdout) as ExportAnswer);
      const said = stderr.trim() || error.message;
      if (error.signal) return resolve({ type: 'refused', text: `the process was ended by ${error.signal}: ${said}` });
      reject(new Bug(`the export failed: ${said}`, { cause: error }));
    });
  });
}
