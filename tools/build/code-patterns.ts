import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { syntaxAssets, prepareSyntax } from '../../src/ground/syntax/index.ts';
import { compileBuiltin } from '../../src/observe/code/patterns/compile-builtin.ts';
import type { BuildStep } from '../build.ts';

const output = 'dist/assets/code-patterns.json';

/** The pattern rules of rules about code, compiled. */
export const step: BuildStep = {
  name: 'compiling pattern rules about code',
  order: 12,
  inputs: [
    'src/observe/code/rules/*.yaml',
    'src/observe/code/patterns/**/*.ts',
    'src/observe/code/rule.ts',
    'src/ground/syntax/*.ts',
  ],
  outputs: [output],
  async run() {
    const { parse } = await import('yaml');
    const { CodeRule } = await import('../../src/observe/code/rule.ts');
    const parsers = await prepareSyntax(
      new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(`dist/assets/${name}`))])),
    );
    const read = globSync('src/observe/code/rules/*.yaml')
      .sort()
      .map((file) => ({ file, ...CodeRule.parse(parse(readFileSync(file, 'utf8'))) }));
    const { image, complaints } = await compileBuiltin(read, parsers);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync(output, JSON.stringify(image));
  },
};
