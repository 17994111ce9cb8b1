import { unreachable } from '../lib/bug.js';
import type { JobId } from './job-id.js';
import type { JobSpec } from './plan.js';

/** The jobs whose results a spec names: it cannot be done before they are in the store. */
export function inputsOf(spec: JobSpec): readonly JobId[] {
  switch (spec.kind) {
    case 'train':
      return [
        ...(spec.start ? [spec.start] : []),
        ...spec.teachers.flatMap(({ product, outputs, concepts }) => [product, outputs ?? [], concepts ?? []].flat()),
      ];
    case 'outputs':
    case 'concepts':
      return [spec.product];
    case 'evaluate':
      return [spec.product, ...spec.teachers];
    case 'gate':
      return [spec.evaluation];
    case 'import':
      return [];
    default:
      return unreachable(spec);
  }
}
