import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { tabulate } from '../../src/decide/gates/index.ts';
import { readYaml } from '../../src/ground/formats/index.ts';
import { Control } from '../../src/ground/model/index.ts';
import { lintPolicies } from '../../src/ground/policy/index.ts';
import type { Generator } from '../generate.ts';

const folder = 'src/declare/controls/builtin';

/** The built-in controls as a module, so that no program parses YAML, or checks it, to ask them. */
export const generator: Generator = {
  output: 'src/declare/controls/builtin.generated.ts',
  async generate() {
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort();
    const controls = await Promise.all(files.map(readControl));
    const tables = (await Promise.all(controls.map(tabulate))).filter((table) => table !== undefined);
    return `// Written by tools/generate/controls.ts from ${folder}/. Do not edit.
import type { Control } from '#ground/model';
import type { PolicyTable } from '#ground/policy';

/** Sorted by id. Each was checked against the schema, and its policy linted, when this file was written. */
export const builtinControls: readonly Control[] = ${JSON.stringify(controls, null, 2)} as unknown as readonly Control[]; // brands have no form in a literal

/**
 * Cedar's answers to all questions that can be asked of policies which read few facts, each table by the digest of its policy's
 * text: asked when this file was written, so that a decision need not load Cedar.
 */
export const builtinTables = ${JSON.stringify(tables, null, 1)} as unknown as readonly PolicyTable[]; // as above
`;
  },
};

async function readControl(file: string): Promise<Control> {
  const path = `${folder}/${file}`;
  const control = await readYaml(path, readFileSync(path, 'utf8'), { schema: Control, version: 1 });
  if (control.id !== basename(file, '.yaml'))
    throw new Error(`${path}: its id is ${control.id}; an id and its file have one name`);
  const [warning] = await lintPolicies(control.id, control.policy);
  if (warning !== undefined)
    throw new Error(`${path}: line ${warning.line}, column ${warning.column} of the policy: ${warning.message}`);
  return control;
}
