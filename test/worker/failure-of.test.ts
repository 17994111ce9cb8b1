import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { DamagedObject, StoreError } from '../../src/store/index.js';
import { failureOf } from '../../src/worker/failure-of.js';
import { JobFailure } from '../../src/worker/job-context.js';
import { idOf } from '../helpers/plans.js';

/** What an act throws. */
function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** As Node's file system throws it. */
const systemError = (code: string): Error => Object.assign(new Error(`${code}: write`), { code, syscall: 'write' });

it.each([
  ['a failure with a reason', new JobFailure('diverged', 'NaN'), 'diverged'],
  ['a full disk', systemError('ENOSPC'), 'disk-full'],
  ['a used-up quota, met by the store', new StoreError('full', { cause: systemError('EDQUOT') }), 'disk-full'],
  ['a file that is not there', thrownBy(() => readFileSync('/there/is/no/such/file')), 'unreadable'],
  ['a store that cannot be used', new StoreError('no permission'), 'unreadable'],
  ['a damaged object', new DamagedObject(idOf('teacher'), 'folder', 'weights.bin is missing'), 'damaged-input'],
  ['an array that does not fit', thrownBy(() => new ArrayBuffer(2 ** 45)), 'out-of-memory'],
  [
    'a WebAssembly memory that does not fit',
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
    'out-of-memory',
  ],
  ['a mistake in code', thrownBy(() => (undefined as unknown as string).length), 'defect'],
  ['a range error of another kind', thrownBy(() => (1).toFixed(1000)), 'defect'],
  ['no error at all', 'text', 'defect'],
])('gives %s its reason', (_, thrown, reason) => {
  expect(failureOf(thrown, 'attempt').reason).toBe(reason);
});

it('names a place where there is no room, for the system may not', () => {
  expect(failureOf(systemError('ENOSPC'), '/store/work/1').message).toBe('/store/work/1: the disk is full');
});
