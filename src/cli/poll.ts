/** Looks now and again until there is something. Rejects with what `look` throws, or why the signal was aborted. */
export function poll<T>(look: () => T | undefined, everyMs: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const again = (): void => {
      try {
        const seen = look();
        if (seen === undefined) {
          timer = setTimeout(again, everyMs);
          return;
        }
        resolve(seen);
      } catch (error) {
        reject(error);
      }
      signal?.removeEventListener('abort', leave);
    };
    signal?.addEventListener('abort', leave);
    again();
  });
}

/** A journal and a head are looked at so often, in ms. */
export const lookEveryMs = 250;
