import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import type { BuildStep } from '../build.ts';
import { compileKernel } from '../bundle/assembly.ts';
import { buildImage } from '../../src/observe/secrets/compile/image.ts';
import { compileRule, SecretRule } from '../../src/observe/secrets/compile/rule.ts';
import { fillExample } from '../../src/observe/secrets/index.ts';

const kernel = ['src/observe/secrets/kernel/index.ts', 'src/observe/secrets/kernel/unwrap.ts'];
const model = 'src/observe/secrets/score/model.json';
const rulesGlob = 'src/observe/secrets/rules/*.yaml';

/**
 * The kernel (secrets.wasm), the rules as it reads them (secrets.image), what generic secrets are scored by (secrets.model), and what people read of each rule (rules.json:
 * id → title, finds, why, severity, provider, revokeAt, references, fix, verify, examples).
 */
export const step: BuildStep = {
  name: 'building the secret scanner',
  order: 10,
  inputs: [
    'src/observe/secrets/kernel/*.ts',
    'tools/bundle/assembly.ts',
    'src/observe/secrets/compile/*.ts',
    'src/observe/secrets/{image,checksum,checksum-azure,checksum-structure,checksum-state,example,verification}.ts',
    'src/observe/secrets/score/candidate.ts',
    model,
    rulesGlob,
  ],
  outputs: [
    'dist/assets/secrets.wasm',
    'dist/assets/secrets.image',
    'dist/assets/secrets.model',
    'dist/assets/rules.json',
  ],
  async run() {
    const rules = readRules();
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync('dist/assets/secrets.image', buildImage(rules.map((rule) => named(rule, compileRule))));
    writeFileSync(
      'dist/assets/rules.json',
      `{\n${rules.map((rule) => member(named(rule, documentationOf))).join(',\n')}\n}\n`,
    );
    copyFileSync(model, 'dist/assets/secrets.model');
    writeFileSync('dist/assets/secrets.wasm', await compileKernel(...kernel));
  },
};

/** All rules in order of id; each file's name is its rule's. */
function readRules(): SecretRule[] {
  return globSync(rulesGlob)
    .sort()
    .map((path) => {
      const rule = SecretRule.safeParse(parse(readFileSync(path, 'utf8')));
      if (!rule.success)
        throw new Error(
          `${path}: ${rule.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
        );
      if (rule.data.id !== `secrets/${basename(path, '.yaml')}`) throw new Error(`${path}: the id is ${rule.data.id}`);
      return rule.data;
    });
}

/** Whoever writes a rule reads which one is at fault, not where the compiler was. */
function named<T>(rule: SecretRule, step: (rule: SecretRule) => T): T {
  try {
    return step(rule);
  } catch (error) {
    throw new Error(`${rule.id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Each on a line of its own, so that one can be read without the others. */
function member([id, documentation]: [string, object]): string {
  return `${JSON.stringify(id)}:${JSON.stringify(documentation)}`;
}

function documentationOf(rule: SecretRule): [string, object] {
  const { id, title, finds, why, severity, provider, revokeAt, references, fix, verify, examples } = rule;
  const fill = (example: string) => fillExample(example, `documentation of ${id}`);
  return [
    id,
    {
      title,
      finds,
      why,
      severity,
      provider,
      revokeAt,
      references,
      fix,
      verify,
      examples: { bad: examples.bad.map(fill), good: examples.good.map(fill) },
    },
  ];
}
