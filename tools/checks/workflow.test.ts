import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Record<
    string,
    {
      permissions?: Record<string, string>;
      steps: readonly { uses?: string; run?: string; with?: Record<string, unknown> }[];
    }
  >;
}

const root = resolve(import.meta.dirname, '../..');
const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map(
  (path) => [path, parse(readFileSync(join(root, path), 'utf8')) as Workflow] as const,
);

describe.each(workflows)("the project's own workflow %s [2:own-gate]", (_, workflow) => {
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('pins every action by the digest of a commit', () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/);
  });

  test('grants nothing by default, and each job what it needs to read', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toEqual({ contents: 'read' });
  });

  test('leaves no credentials in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
  });

  test('runs every check, then scans itself under the gate', () => {
    const commands = steps.map(({ run }) => run).filter((run) => run !== undefined);
    expect(commands).toContain('.ci/run');
    expect(commands.some((command) => command.startsWith('npm start -- --once'))).toBe(true);
  });
});
