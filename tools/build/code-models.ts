import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { BuildStep } from '../build.ts';
import { compileModel } from '../../src/observe/code/flow/compile/compile.ts';
import { undeclaredTypes } from '../../src/observe/code/flow/compile/undeclared.ts';

const models = 'src/observe/code/models/*/*.yaml';
const output = 'dist/assets/code-models.json';
/** What is known without reading a megabyte of models. */
const digest = 'dist/assets/code-models.digest';

/** What libraries do with data (library.ts), as the solver reads it: one model on each line. */
export const step: BuildStep = {
  name: 'compiling the models of libraries',
  order: 12,
  inputs: [models, 'src/observe/code/library.ts', 'src/observe/code/flow/compile/*.ts'],
  outputs: [output, digest],
  async run() {
    const files = globSync(models).sort();
    const compiled = await Promise.all(files.map(async (file) => compileModel(file, readFileSync(file, 'utf8'))));
    for (const language of ['javascript', 'python']) {
      const missing = undeclaredTypes(compiled.filter((model) => model.language === language));
      if (missing.length > 0) throw new Error(`models name types that none declares: ${missing.join(', ')}`);
    }
    mkdirSync('dist/assets', { recursive: true });
    const text = `[\n${compiled.map((model) => JSON.stringify(model)).join(',\n')}\n]\n`;
    writeFileSync(output, text);
    writeFileSync(digest, `${createHash('sha256').update(text).digest('hex')}\n`);
  },
};
