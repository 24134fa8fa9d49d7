import { beforeAll, describe, expect, it } from 'vitest';
import { javascriptProject, type Project } from '../testing.ts';

let project: Project;
beforeAll(async () => {
  project = await javascriptProject();
});

const told = (text: string): (string | undefined)[] =>
  project
    .program({ 'main.js': `import { source, run } from 'acme';\n${text}` })
    .solve(Infinity)
    .flows.map(({ confidence }) => confidence);

describe('[5:taint] A way on which something is taken for granted', () => {
  it.each([
    ['a member of what an unknown function gave', 'run(find(source()).owner);', ['possible']],
    ['a member that is a part of what it was given', 'run(parse(source()).body);', ['likely']],
    ['what an unknown function gave, itself', 'run(shorten(source()));', ['likely']],
    ['what says itself that it is safe', 'run(toSafeName(source()));', ['possible']],
    [
      'what a function of the project says is safe',
      'function isSafe(x) { return look(x) > 2; }\nconst x = source();\nif (isSafe(x)) run(x);',
      ['possible'],
    ],
    [
      'what a function of the project was asked something else about',
      'function isLong(x) { return look(x) > 2; }\nconst x = source();\nif (isLong(x)) run(x);',
      ['likely'],
    ],
    ['a member of what came in', 'run(source().a.b);', ['likely']],
    ['a method of what came in', 'run(source().shorten());', ['likely']],
    ['one lookup after another', 'run(find(find(find(source()).owner).manager).home);', []],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});
