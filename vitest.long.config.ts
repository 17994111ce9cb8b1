import { defineConfig } from 'vitest/config';

/** The long proofs, one after the other: hours at most. `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.long.ts', 'test/learn/conformance/*.test.ts'],
    env: { KD_CONFORMANCE: 'whole' },
    globalSetup: 'test/helpers/compile-once.ts',
    fileParallelism: false,
    testTimeout: 4 * 3_600_000,
    hookTimeout: 3_600_000,
  },
});
