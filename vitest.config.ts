import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    globalSetup: 'test/helpers/compile-once.ts',
    // Tests have no deadlines of their own; a busy machine is slow, and only what hangs shall fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
