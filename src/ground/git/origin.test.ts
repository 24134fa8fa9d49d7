import { expect, test } from 'vitest';
import { originIn } from './origin.ts';

const core = '[core]\n\trepositoryformatversion = 0\n\tbare = false\n';

test('The URL of origin is read from a plain configuration', () => {
  expect(
    originIn(
      `${core}[remote "origin"]\n\turl = git@github.com:ada/shop.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
    ),
  ).toEqual({ url: 'git@github.com:ada/shop.git' });
  expect(originIn(`${core}[remote "fork"]\n\turl = https://example.org/fork\n`)).toEqual({});
  expect(originIn(core)).toEqual({});
});

test('Of two the last counts, as for git', () => {
  expect(originIn('[remote "origin"]\nurl=a:b\n[core]\nx = y\n[remote "origin"]\nURL = c:d\n')).toEqual({ url: 'c:d' });
});

test('What only git should judge is left to it', () => {
  const left = [
    '[include]\n\tpath = x\n',
    '[extensions]\n\tworktreeConfig = true\n',
    '[remote "origin"]\n\turl = "a b"\n',
    '[remote "origin"]\n\turl = a:b # no\n',
    '[remote "origin"]\n\turl = a:b\\\nc\n',
    '[remote "origin"] url = a:b\n',
    '[remote "origin"]\n\turl\n',
    '[Remote "origin"]\n\turl = a:b\n',
    '[remote.origin]\n\turl = a:b\n',
    '[remote "origin" ]\n\turl = a:b\n',
  ];
  for (const text of left) expect(originIn(text), text).toBe('undecided');
});
