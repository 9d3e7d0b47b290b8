import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { asFunction } from './rollup.function.mjs';

/** How long a test takes is the machine's matter: a test that hangs is ended, no other. */
const testTimeout = 60_000;

/** Files share the modules that they import, as the scripts of a page do: queue, order and pauses must be as each test found them. */
const unit = { include: ['test/unit/**/*.test.ts'], environment: 'happy-dom', isolate: false, testTimeout };

/** Files share a browser, which the environment stops at the end. */
const browser = {
  environment: './test/browser/environment.ts',
  isolate: false,
  testTimeout,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

/** The projects by how long their files take, and those that wait least last. */
const ORDER = ['package', 'browser:WebKitGTK', 'browser:Firefox', 'browser:Chromium', 'docs', 'browser', 'dist'];

/** Begins with the projects whose files take the longest, so that no core is without work at the end. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification) => ORDER.indexOf(project.name);
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: InOrder },
    // Browsers and timers are waited for: two more than two cores have.
    maxWorkers: 4,
    reporters: ['./test/reporter.ts', 'default'],
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          typecheck: {
            enabled: true,
            checker: 'node_modules/typescript-7/bin/tsc',
            include: ['test/unit/**/*.test-d.ts'],
            tsconfig: 'test/unit/tsconfig.types.json',
          },
        },
      },
      { plugins: [asFunction], test: { name: 'relay', include: ['test/relay/*.test.ts'], testTimeout } },
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
          testTimeout,
        },
      },
      {
        test: {
          name: 'docs',
          include: ['test/docs/**/*.test.ts'],
          globalSetup: 'test/consumers/tools.ts',
          isolate: false,
          maxConcurrency: 20,
          testTimeout,
        },
      },
      { test: { ...browser, name: 'browser', include: ['test/browser/*.test.ts', 'test/browser/demo/*.test.ts'] } },
      ...['Chromium', 'Firefox', 'WebKitGTK'].map((engine) => ({
        test: { ...browser, name: `browser:${engine}`, include: ['test/browser/everywhere/*.test.ts'], provide: { engine } },
      })),
    ],
  },
});
