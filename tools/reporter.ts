import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Full test names with their state: what docs/status.md is generated from. */
  tests: Record<string, 'passed' | 'failed' | 'skipped'>;
}

/** Leaves the counts in .cache/tests.json, from which tools/check.ts prints the last line and docs/status.md is made. */
export default class CountingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const counts: Counts = { passed: 0, failed: errors.length, skipped: 0, tests: {} };
    for (const module of modules) {
      // A module that could not be loaded has no tests, and would otherwise be counted as nothing at all.
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        const outcome = state === 'passed' || state === 'failed' ? state : 'skipped';
        counts[outcome] += 1;
        counts.tests[`${module.relativeModuleId} > ${test.fullName}`] = outcome;
      }
    }
    mkdirSync('.cache', { recursive: true });
    writeFileSync('.cache/tests.json', JSON.stringify(counts, null, 1));
  }
}
