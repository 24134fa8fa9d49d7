import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileFormatError } from '#ground/formats';
import { compileModel } from './compile.ts';
import { globPattern } from './glob.ts';
import { undeclaredTypes } from './undeclared.ts';
import { readPaths } from './path.ts';

const room = join(import.meta.dirname, '../..');

describe('models of libraries', () => {
  it('are all well-formed, and name no type that none of them declares', async () => {
    const files = globSync('models/{javascript,python}/*.yaml', { cwd: room }).sort();
    const models = await Promise.all(
      files.map(async (file) => compileModel(file, readFileSync(join(room, file), 'utf8'))),
    );
    for (const [i, model] of models.entries()) expect(files[i]).toContain(`models/${model.language}/`);
    for (const language of ['javascript', 'python'])
      expect(undeclaredTypes(models.filter((model) => model.language === language))).toEqual([]);
  });

  it('say which path is wrong, where, and what was expected', async () => {
    const text = [
      'language: javascript',
      'library: acme',
      'sinks:',
      '  - { path: acme#run(), kind: command, arg: 0 }',
      '  - path: acme#run',
      '    kind: command',
      '    arg: 0.a b',
    ].join('\n');
    const failure = await compileModel('acme.yaml', text).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FileFormatError);
    expect(
      (failure as FileFormatError).problems.map(({ line, message, expected }) => ({ line, message, expected })),
    ).toEqual([
      { line: 5, message: 'acme.run is no call', expected: 'acme.run()' },
      { line: 7, message: '"0.a b" has "a b" as a member', expected: expect.stringContaining('0.text') as string },
    ]);
  });
});

describe('a path of a model', () => {
  it('is read into its root and steps, once for each alternative', () => {
    expect(readPaths('javascript', 'node:fs#promises.{readFile,open}()')).toEqual([
      ['fs', '.promises', '.readFile', '()'],
      ['fs', '.promises', '.open', '()'],
    ]);
    expect(readPaths('javascript', '@nestjs/common#Get')).toEqual([['@nestjs/common', '.Get']]);
    expect(readPaths('javascript', 'socket.io#default()')).toEqual([['socket.io', '()']]);
    expect(readPaths('javascript', '<express.Request>.query[]')).toEqual([['<express.Request>', '.query', '[]']]);
    expect(readPaths('python', 'flask.request.args.*')).toEqual([['flask', '.request', '.args', '.*']]);
    expect(readPaths('python', 'builtins.open()')).toEqual([['global:open', '()']]);
  });

  it('has no other steps', () => {
    expect(readPaths('javascript', 'express!x')).toHaveProperty('message');
    expect(readPaths('python', 'flask#request')).toHaveProperty('expected', '.name, .*, () or []');
    expect(readPaths('javascript', 'a#{b,c')).toHaveProperty('message');
  });

  it('names files by globs', () => {
    const pattern = new RegExp(globPattern('app/**/route.{ts,js}'), 'u');
    expect(pattern.test('web/app/api/users/[id]/route.ts')).toBe(true);
    expect(pattern.test('app/route.js')).toBe(true);
    expect(pattern.test('myapp/route.js')).toBe(false);
    expect(pattern.test('app/x/route.tsx')).toBe(false);
  });
});
