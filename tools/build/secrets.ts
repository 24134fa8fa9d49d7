import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import type { BuildStep } from '../build.ts';
import { compileKernel } from '../bundle/assembly.ts';
import { readRules, rulesOf, writeDocs } from '../bundle/rules.ts';
import { buildImage } from '../../src/observe/secrets/compile/image.ts';
import { compileRule, SecretRule } from '../../src/observe/secrets/compile/rule.ts';
import { fillExample } from '../../src/observe/secrets/index.ts';

const kernel = ['src/observe/secrets/kernel/index.ts', 'src/observe/secrets/kernel/unwrap.ts'];
const model = 'src/observe/secrets/score/model.json';

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
    rulesOf('secrets'),
    'tools/bundle/rules.ts',
  ],
  outputs: [
    'dist/assets/secrets.wasm',
    'dist/assets/secrets.image',
    'dist/assets/secrets.model',
    'dist/assets/rules.json',
  ],
  async run() {
    const rules = readRules('secrets', SecretRule);
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync('dist/assets/secrets.image', buildImage(rules.map((rule) => named(rule, compileRule))));
    writeDocs(
      'dist/assets/rules.json',
      rules.map((rule) => named(rule, documentationOf)),
    );
    copyFileSync(model, 'dist/assets/secrets.model');
    writeFileSync('dist/assets/secrets.wasm', await compileKernel(...kernel));
  },
};

/** Whoever writes a rule reads which one is at fault, not where the compiler was. */
function named<T>(rule: SecretRule, step: (rule: SecretRule) => T): T {
  try {
    return step(rule);
  } catch (error) {
    throw new Error(`${rule.id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
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
