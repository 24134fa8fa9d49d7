import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

const sample = JSON.stringify(
  {
    'content-hash': '0b1b8c4c3f0e5d7f2f8a3a1f9b6c7d8e',
    packages: [
      {
        name: 'Acme/Mailer',
        version: 'v2.1.0',
        source: { type: 'git', url: 'https://bot:hunter2@git.example.com/acme/mailer.git', reference: 'abc123' },
        dist: { type: 'zip', url: 'https://git.example.com/acme/mailer.zip', shasum: '' },
        require: { php: '>=8.2', 'ext-json': '*', 'psr/log-implementation': '^3.0', 'swift/old': '^6.0' },
        license: ['MIT', 'GPL-2.0-only AND BSD-2-Clause'],
        type: 'library',
      },
      {
        name: 'monolog/monolog',
        version: '3.9.0',
        dist: { shasum: '10d85740180ecba7896c87e06a166e0c95a0e3b6' },
        provide: { 'psr/log-implementation': '3.0.0' },
        'notification-url': 'https://packagist.org/downloads/',
        license: ['MIT'],
      },
      {
        name: 'swift/old',
        version: '6.3.0',
        abandoned: 'symfony/mailer',
        'notification-url': 'https://packagist.org/downloads/',
      },
    ],
    'packages-dev': [
      {
        name: 'php-http/discovery',
        version: '1.20.0',
        type: 'composer-plugin',
        'notification-url': 'https://packagist.org/downloads/',
        abandoned: true,
      },
    ],
  },
  null,
  4,
);

describe('[4:composer-lock] composer.lock', () => {
  test('lists packages with their graph, through what they provide for one another', () => {
    expect(graphOf(readSample('composer.lock', sample))).toEqual({
      'pkg:composer/acme/mailer@v2.1.0': ['pkg:composer/monolog/monolog@3.9.0', 'pkg:composer/swift/old@6.3.0'],
      'pkg:composer/monolog/monolog@3.9.0': [],
      'pkg:composer/swift/old@6.3.0': [],
      'pkg:composer/php-http/discovery@1.20.0': [],
    });
  });

  test('keeps licences, digests, other sources, what is abandoned and what runs at an install', () => {
    const [mailer, monolog, old, discovery] = readSample('composer.lock', sample).packages;

    expect(mailer).toMatchObject({
      line: 4,
      licence: 'MIT OR (GPL-2.0-only AND BSD-2-Clause)',
      source: 'https://git.example.com/acme/mailer.git#abc123',
    });
    expect(monolog).toEqual({
      purl: 'pkg:composer/monolog/monolog@3.9.0',
      line: 29,
      endLine: 42,
      integrity: 'sha1:10d85740180ecba7896c87e06a166e0c95a0e3b6',
      licence: 'MIT',
    });
    expect(old).toMatchObject({ deprecated: 'abandoned; use symfony/mailer instead' });
    expect(discovery).toMatchObject({ scope: 'dev', deprecated: 'abandoned', runsScripts: true });
  });

  test('reads what Composer says is installed', () => {
    const installed = JSON.stringify({
      packages: [
        { name: 'a/b', version: '1.0.0' },
        { name: 'c/d', version: '2.0.0' },
      ],
      dev: true,
      'dev-package-names': ['c/d'],
    });
    const file = readSample('vendor/composer/installed.json', installed);

    expect(file.role).toBe('installed');
    expect(file.packages.map(({ purl, scope }) => [purl, scope])).toEqual([
      ['pkg:composer/a/b@1.0.0', undefined],
      ['pkg:composer/c/d@2.0.0', 'dev'],
    ]);
  });

  test('says that a file is none, and that a package makes no sense', () => {
    expect(failureOf('composer.lock', '{}')).toBe('malformed');
    expect(failureOf('composer.lock', '[')).toBe('malformed');
    expect(readSample('composer.lock', '{"packages":[\n{"name":"a"}]}').problems).toMatchObject([
      { kind: 'malformed', line: 2 },
    ]);
  });

  test('survives any damage', () => survivesDamage('composer.lock', sample));
});

describe('[4:composer-lock] composer.json', () => {
  const manifest = `{
  "name": "acme/shop",
  "require": {
    "php": "^8.3",
    "ext-gd": "*",
    "laravel/framework": "^12.0",
    "acme/exact": "1.2.3",
    "laravel/framework": "^11.0",
    "__proto__/constructor": "*"
  },
  "require-dev": { "phpunit/phpunit": "~12.1" }
}`;

  test('lists what a project asks for, without PHP and its extensions', () => {
    const file = readSample('composer.json', manifest);

    expect(file.root).toEqual({ name: 'acme/shop' });
    expect(file.packages.map(({ purl, line, constraint, scope }) => [purl, line, constraint, scope])).toEqual([
      ['pkg:composer/laravel/framework', 8, '^11.0', undefined],
      ['pkg:composer/acme/exact@1.2.3', 7, '1.2.3', undefined],
      ['pkg:composer/__proto__/constructor', 9, '*', undefined],
      ['pkg:composer/phpunit/phpunit', 11, '~12.1', 'dev'],
    ]);
    expect(file.problems).toMatchObject([{ kind: 'duplicate', line: 8 }]);
  });

  test('survives any damage', () => survivesDamage('composer.json', manifest));
});
