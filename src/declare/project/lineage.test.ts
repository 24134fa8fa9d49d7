import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProjectId } from '#ground/model';
import { normalRemote } from '#ground/git';
import { lineageOf } from './index.ts';

describe('a remote has one form, however it is written', () => {
  test.each([
    ['https://github.com/acme/shop', 'github.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'github.com/acme/shop'],
    ['https://github.com/acme/shop/', 'github.com/acme/shop'],
    ['https://GitHub.com/Acme/Shop.git', 'github.com/Acme/Shop'],
    ['https://mona:ghp_secret@github.com/acme/shop.git', 'github.com/acme/shop'],
    ['https://github.com:443/acme/shop', 'github.com/acme/shop'],
    ['http://git.example.org:3000/acme/shop.git', 'git.example.org:3000/acme/shop'],
    ['git@github.com:acme/shop.git', 'github.com/acme/shop'],
    ['github.com:acme/shop', 'github.com/acme/shop'],
    ['git@github.com:/acme/shop.git', 'github.com/acme/shop'],
    ['ssh://git@github.com/acme/shop.git', 'github.com/acme/shop'],
    ['ssh://git@github.com:22/acme/shop.git', 'github.com/acme/shop'],
    ['ssh://git@git.example.org:2222/acme/shop.git', 'git.example.org:2222/acme/shop'],
    ['git://git.example.org:9418/shop.git', 'git.example.org/shop'],
    ['git+ssh://git@example.org/shop', 'example.org/shop'],
    ['  https://github.com/acme/shop\n', 'github.com/acme/shop'],
    ['https://gitlab.com/group/sub/project.git', 'gitlab.com/group/sub/project'],
  ])('%s', (url, form) => {
    expect(normalRemote(url)).toBe(form);
  });

  test.each([
    '/srv/git/shop.git',
    '../shop',
    './shop',
    'file:///srv/git/shop.git',
    'C:\\git\\shop',
    'C:/git/shop',
    'github.com/acme',
    'https://github.com',
    'https://github.com/',
    '',
    'https://',
    'shop',
  ])('%j is nobody else’s identity', (url) => {
    expect(normalRemote(url)).toBeUndefined();
  });

  test('no form keeps a password', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,20}$/), (password) => {
        expect(normalRemote(`https://user:${password}@example.org/a/b.git`)).toBe('example.org/a/b');
        expect(normalRemote(`ssh://user:${password}@example.org/a/b.git`)).toBe('example.org/a/b');
      }),
    );
  });

  test('a form is its own form', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https', 'ssh'] }), (url) => {
        const form = normalRemote(url);
        fc.pre(form !== undefined);
        expect(normalRemote(`https://${form}`)?.toLowerCase()).toBe(form.replace(/\.git$/i, '').toLowerCase());
      }),
    );
  });
});

describe('whose history a checkout continues', () => {
  const id = 'prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f' as ProjectId;
  const project = { id, remote: 'github.com/acme/shop' };

  test.each([
    ['under its own remote', 'git@github.com:acme/shop.git'],
    ['under its own remote in other letters', 'https://github.com/Acme/Shop'],
    ['without a remote', undefined],
    ['under a path on this machine', '/srv/git/shop.git'],
  ])('%s: the project’s', (_name, url) => {
    expect(lineageOf(project, url)).toEqual({ identity: id, isFork: false });
  });

  test('under another remote: a new one, the same for each way to write that remote', () => {
    const fork = lineageOf(project, 'https://github.com/mallory/shop');
    expect(fork).toEqual({ identity: expect.stringMatching(new RegExp(`^${id}:[0-9a-f]{16}$`)), isFork: true });
    expect(lineageOf(project, 'git@github.com:mallory/shop.git')).toEqual(fork);
    expect(lineageOf(project, 'https://github.com/trudy/shop').identity).not.toBe(fork.identity);
  });

  test.each([
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop', false],
    ['https://mona:pw@git.example.org:3000/acme/shop', 'http://git.example.org:3000/acme/shop.git', false],
    ['git.example.org:3000/acme/shop', 'http://git.example.org:3000/acme/shop.git', false],
    ['git.example.org:3000/acme/shop', 'git@git.example.org:3000/acme/shop', true],
  ])('the file may name %s as people paste it: %s is a fork: %s', (remote, url, isFork) => {
    expect(lineageOf({ id, remote }, url).isFork).toBe(isFork);
  });

  test('a project that is bound to none is itself everywhere', () => {
    expect(lineageOf({ id }, 'https://github.com/mallory/shop')).toEqual({ identity: id, isFork: false });
  });

  test('a project without a file is its remote, and without one, this machine’s', () => {
    expect(lineageOf({}, 'git@github.com:acme/shop.git')).toEqual({
      identity: 'remote:github.com/acme/shop',
      isFork: false,
    });
    expect(lineageOf({}, undefined)).toEqual({ identity: 'local', isFork: false });
  });
});
