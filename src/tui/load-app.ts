/** Ink's live view, loaded when wanted. */
export const loadApp = (hasColour: boolean) => withoutTrace(hasColour, () => import('./app.js'));

/** Ink's dashboard, loaded when wanted. */
export const loadDash = (hasColour: boolean) => withoutTrace(hasColour, () => import('./dash/dash-lines.js'));

/**
 * Loads React, Ink and the components, all at once and only when wanted. They read the environment while they load:
 * React its mode, and Ink's colours `FORCE_COLOR`, but never `NO_COLOR`. It is as before afterwards, so that neither
 * child processes nor Node's own detection see it.
 */
async function withoutTrace<T>(hasColour: boolean, load: () => Promise<T>): Promise<T> {
  const before = { NODE_ENV: process.env.NODE_ENV, FORCE_COLOR: process.env.FORCE_COLOR };
  process.env.NODE_ENV ??= 'production';
  process.env.FORCE_COLOR = hasColour ? '1' : '0';
  try {
    return await load();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
