type App = typeof import('./app.js');

/**
 * Loads React, Ink and the components, all at once and only when wanted. They read the environment while they load:
 * React its mode, and Ink's colours `FORCE_COLOR`, but never `NO_COLOR`. It is as before afterwards, so that neither
 * child processes nor Node's own detection see it.
 */
export async function loadApp(hasColour: boolean): Promise<App> {
  const before = { NODE_ENV: process.env.NODE_ENV, FORCE_COLOR: process.env.FORCE_COLOR };
  process.env.NODE_ENV ??= 'production';
  process.env.FORCE_COLOR = hasColour ? '1' : '0';
  try {
    return await import('./app.js');
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
