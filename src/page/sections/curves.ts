import type { Context, Section } from '../context.js';
import { curveFigures } from './curve-figures.js';

/** What the validation part said while students learned. */
export function learningCurves(context: Context): Section {
  const body = curveFigures(context, 'validation');
  const title = 'Learning curves';
  return body
    ? { id: context.id('curves'), title, body }
    : {
        title,
        missing:
          'no epoch was measured: the data have no validation part (`dataset … { validation 10% }`), and test data are not looked at while a student learns',
      };
}

/** The terms of the loss, each by itself. */
export function lossTerms(context: Context): Section {
  const body = curveFigures(context, 'loss');
  const title = 'Loss terms';
  return body
    ? { id: context.id('losses'), title, body }
    : { title, missing: 'no training of this experiment has told of an epoch' };
}
