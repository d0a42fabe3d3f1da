import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'studio-ui/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // Programs that tests compile stay out of the person's own cache.
    env: { ATELIER_CACHE: fileURLToPath(new URL('.cache/tests', import.meta.url)) },
  },
});
