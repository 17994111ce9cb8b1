/** The store cannot be used, or something in it cannot be read or written. The text says which path, and why. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** Does something to a path of the store; a failure of the file system comes out as a `StoreError` that names the path. */
export function reaching<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw storeError(path, error);
  }
}

/** The same, of what is under way. */
export async function reachingLater<T>(path: string, act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    throw storeError(path, error);
  }
}

function storeError(path: string, cause: unknown): unknown {
  return isSystemError(cause) ? new StoreError(`${path}: ${systemReason(cause)}`, { cause }) : cause;
}

/** Why the system refused, in words. */
export const systemReason = ({ code }: SystemError): string => reasons[code] ?? code;

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'is a folder, not a file',
  ENOENT: 'does not exist',
  ELOOP: 'is a link',
  EMLINK: 'is a link',
  EIO: 'the disk reports an error',
};

type SystemError = NodeJS.ErrnoException & { readonly code: string };

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
