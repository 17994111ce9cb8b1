import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // By itself it leaves one core free, which of two is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: 'test/helpers/compile-once.ts',
    // Tests have no deadlines of their own; a busy machine is slow, and only what hangs shall fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
