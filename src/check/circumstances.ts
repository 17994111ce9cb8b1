import type { Use } from '../catalogue/index.js';
import type { Row } from './rows.js';

/** What the entries of a point are used for. */
export const circumstancesOf = ({ dataset, teachers }: Pick<Row, 'dataset' | 'teachers'>): Use => ({
  teachers: teachers.length,
  classes: dataset.facts.classes.length,
  input: dataset.facts.input,
  hasValidation:
    dataset.validation === 'all' ||
    ('count' in dataset.validation ? dataset.validation.count : dataset.validation.share) > 0,
});
