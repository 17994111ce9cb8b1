import { numericsOf, type Plan, type PlanContext, planExperiments } from '../../src/plan/index.js';
import { experimentsOf } from './check-text.js';

export const planContext: PlanContext = {
  numerics: numericsOf({ name: 'wasm', version: '4.22.0' }, 1),
  fingerprint: ({ name }) => `bytes of ${name}`,
  fileFingerprint: path => `bytes of ${path}`,
  examplesFingerprint: ({ name }) => `examples of ${name}`,
};

/** The plan of a text that must have no error. */
export const planText = (text: string, context: Partial<PlanContext> = {}): Plan =>
  planExperiments(experimentsOf(text), { ...planContext, ...context }).plan;
