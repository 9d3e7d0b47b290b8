import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const unit = {
  include: ['test/unit/**/*.test.ts'],
  environment: 'happy-dom',
  // How long a test takes is the machine's matter: a test that hangs is ended, no other.
  testTimeout: 60_000,
};

export default defineConfig({
  test: {
    reporters: ['default', './test/browser/matrix.ts'],
    projects: [
      { test: { ...unit, name: 'unit', typecheck: { enabled: true, include: ['test/unit/**/*.test-d.ts'] } } },
      {
        // The same tests with the built script, where ky is not whole.
        resolve: {
          alias: [{ find: '../../src/index.js', replacement: fileURLToPath(new URL('dist/pdjs.min.mjs', import.meta.url)) }],
        },
        test: { ...unit, name: 'dist' },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: 'test/consumers/setup.ts',
          // The compilers have two cores.
          maxConcurrency: 2,
          testTimeout: 60_000,
        },
      },
      { test: { name: 'docs', include: ['test/docs/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/install.ts',
          // Both cores belong to one browser.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
