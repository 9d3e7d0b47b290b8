import type { TestModule, TestProject, TestSpecification } from 'vitest/node';
import type { Reporter } from 'vitest/reporters';
import { engines } from './browser/engines.js';
import { line } from './phase.js';

const SIGNS = { passed: '✓', failed: '✗ FAILED', skipped: 'not run', pending: '?' };

/** Prints a line for each project when its last file has ended, and at the end what ran in which engine, case × engine. */
export default class PhaseReporter implements Reporter {
  /** How many files of a project have not ended. */
  readonly #left = new Map<string, number>();
  readonly #started = new Map<string, number>();

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    for (const { project } of specifications) this.#left.set(project.name, (this.#left.get(project.name) ?? 0) + 1);
  }

  onTestModuleStart({ project }: TestModule): void {
    if (!this.#started.has(project.name)) this.#started.set(project.name, performance.now());
  }

  onTestModuleEnd({ project }: TestModule): void {
    const left = (this.#left.get(project.name) ?? 0) - 1;
    this.#left.set(project.name, left);
    if (left === 0) this.#print(project);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const cases = new Map<string, Record<string, string>>();
    for (const { project, children } of modules) {
      const { engine } = project.getProvidedContext();
      if (!engine) continue;
      for (const test of children.allTests())
        cases.set(test.fullName, { ...cases.get(test.fullName), [engine]: SIGNS[test.result().state] });
    }
    const names = engines.map(({ name }) => name);
    if (cases.size > 0) console.table(Object.fromEntries(cases), names);
  }

  #print({ name, vitest }: TestProject): void {
    const modules = vitest.state.getTestModules().filter(({ project }) => project.name === name);
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const count = (state: string) => states.filter((other) => other === state).length;
    const failed = count('failed') + modules.filter((module) => module.errors().length > 0).length;
    const said = [`${count('passed')} tests`, failed && `${failed} failed`, count('skipped') && `${count('skipped')} not run`];
    console.log(line(failed === 0, `${name}: ${said.filter(Boolean).join(', ')}`, this.#started.get(name) ?? 0));
  }
}
