import type { TestCase, TestModule } from 'vitest/node';
import type { Reporter } from 'vitest/reporters';
import { engines } from './engines.js';

const SIGNS = { passed: '✓', failed: '✗ FAILED', skipped: 'not run', pending: '?' };

/** Prints what ran in which engine: case × engine, loaders among them. */
export default class Matrix implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Record<string, string>>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const [engine, ...name] = names(test);
        if (!engine || !engines.some(({ name }) => name === engine)) continue;
        const row = name.join(': ');
        rows.set(row, { ...rows.get(row), [engine]: SIGNS[test.result().state] });
      }
    }
    if (rows.size > 0)
      console.table(
        Object.fromEntries(rows),
        engines.map(({ name }) => name),
      );
  }
}

/** A test's name and those of its suites, outermost first. */
function names(test: TestCase): string[] {
  const found = [test.name];
  for (let { parent } = test; parent.type === 'suite'; { parent } = parent) found.unshift(parent.name);
  return found;
}
