export type { Origin, PageInput, PageSource } from './input.js';
export { reportPage } from './page.js';
