export { type CsvField, csvText } from './csv.js';
export { jsonLine, parseJsonLine, parseJsonLines } from './jsonl.js';
