import { exportStudent } from './export/export-student.js';
import { failureOf } from './failure-of.js';
import { asFailure } from './jobs/failures.js';
import type { ExportAnswer, ExportOrder } from './protocol.js';

/** A process of its own, for the head never loads TensorFlow.js: `export-student.js ORDER` prints one line of JSON. */
const order = JSON.parse(process.argv[2] ?? '{}') as ExportOrder;
let answer: ExportAnswer;
try {
  answer = { type: 'exported', ...(await exportStudent(order, process.env)) };
} catch (error) {
  const { reason, message } = failureOf(asFailure(error), order.to);
  if (reason === 'defect') throw error;
  answer = { type: 'refused', text: message };
}
process.stdout.write(`${JSON.stringify(answer)}\n`);
