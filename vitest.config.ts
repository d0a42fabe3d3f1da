import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'studio-ui/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    // A busy machine is slow, not wrong: what is waited for has as long as a click has in the browser.
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    maxWorkers: 2,
    // Programs that tests compile stay out of the person's own cache.
    env: { ATELIER_CACHE: fileURLToPath(new URL('.cache/tests', import.meta.url)) },
  },
});
