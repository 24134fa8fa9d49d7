import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readYaml } from '#ground/formats';
import { Control, digestBytes } from '#ground/model';
import { lintPolicies, preparePolicies } from '#ground/policy';
import { builtinControls, builtinTables } from './index.ts';

const folder = join(import.meta.dirname, 'builtin');

describe('the built-in controls [2:controls]', () => {
  test('are what their files say, each under the name of its id', async () => {
    const files = readdirSync(folder).sort();
    expect(files).toEqual(builtinControls.map(({ id }) => `${id}.yaml`));
    const read = await Promise.all(
      files.map((file) => readYaml(file, readFileSync(join(folder, file), 'utf8'), { schema: Control, version: 1 })),
    );
    expect(read).toEqual(builtinControls);
  });

  test.each(builtinControls.map((control) => [control.id, control] as const))(
    '%s has a policy without complaints, requirements, and a mode',
    async (_id, control) => {
      expect(await lintPolicies(control.id, control.policy)).toEqual([]);
      expect(control.frameworks.length).toBeGreaterThan(0);
      expect(Object.keys(control.modes).length).toBeGreaterThan(0);
    },
  );

  test('that read few facts have a table, of which every answer is Cedar’s', async () => {
    expect(builtinTables.length).toBeGreaterThan(0);
    for (const table of builtinTables) {
      const { id, policy } = builtinControls.find((control) => digestBytes(control.policy) === table.policy)!;
      const policies = await preparePolicies(id, { [id]: policy });
      for (const [facts, number] of Object.entries(table.which)) {
        const values = facts.split(' ').map((value) => (/^(?:true|false)$/.test(value) ? value === 'true' : value));
        const context = Object.fromEntries(table.reads.map((name, at) => [name, values[at]!]));
        const asked = policies.ask({
          principal: { type: 'Finding', id: 'any' },
          action: { type: 'Action', id: 'tolerate' },
          resource: { type: 'Subject', id: 'other' },
          context,
        });
        expect(asked).toEqual(table.answers[number]);
      }
    }
  });
});
