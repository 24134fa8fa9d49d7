import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

const sample = `GIT
  remote: https://bot:hunter2@git.example.com/acme/erector.git
  revision: 821c2fa9174b56cc39e203883d83b18b60912a36
  specs:
    erector (0.10.0)
      treetop (>= 1.2.3)

PATH
  remote: engines/shop
  specs:
    shop (0.1.0)

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.18.9)
      racc (~> 1.4)
    nokogiri (1.18.9-x86_64-linux-gnu)
      racc (~> 1.4)
    racc (1.8.1)
    rails-html-sanitizer (1.6.2.rc1)
      nokogiri (>= 1.15.7, != 1.16.0)
    treetop (1.6.14)

PLATFORMS
  ruby
  x86_64-linux-gnu

DEPENDENCIES
  erector!
  rails-html-sanitizer (~> 1.6)
  shop!

CHECKSUMS
  racc (1.8.1) sha256=4a7f6929691dbec8b5209a0b373bc2614882b55fc5d2e447a21aaa691303d62f

RUBY VERSION
   ruby 3.4.5p51

BUNDLED WITH
   2.7.1
`;

describe('[4:gemfile-lock] Gemfile.lock', () => {
  test('lists gems of registries, git and folders with their graph', () => {
    const file = readSample('app/Gemfile.lock', sample);

    expect(file.role).toBe('lockfile');
    expect(graphOf(file)).toEqual({
      'pkg:gem/erector@0.10.0': ['pkg:gem/treetop@1.6.14'],
      'pkg:gem/shop@0.1.0': [],
      'pkg:gem/nokogiri@1.18.9': ['pkg:gem/racc@1.8.1'],
      'pkg:gem/racc@1.8.1': [],
      'pkg:gem/rails-html-sanitizer@1.6.2.rc1': ['pkg:gem/nokogiri@1.18.9'],
      'pkg:gem/treetop@1.6.14': [],
    });
    expect(file.problems).toBeUndefined();
  });

  test('tells what the Gemfile asks for, where it comes from, its digest and its line', () => {
    const [erector, shop, , racc, sanitizer] = readSample('Gemfile.lock', sample).packages;

    expect(erector).toMatchObject({
      line: 5,
      direct: true,
      source: 'https://git.example.com/acme/erector.git#821c2fa9174b56cc39e203883d83b18b60912a36',
    });
    expect(shop).toMatchObject({ direct: true, source: 'engines/shop' });
    expect(racc).toMatchObject({
      line: 20,
      integrity: 'sha256:4a7f6929691dbec8b5209a0b373bc2614882b55fc5d2e447a21aaa691303d62f',
    });
    expect(racc).not.toHaveProperty('direct');
    expect(sanitizer).toMatchObject({ direct: true, constraint: '~> 1.6' });
  });

  test('keeps no credentials of a remote', () => {
    expect(JSON.stringify(readSample('Gemfile.lock', sample))).not.toContain('hunter2');
  });

  test('lists both sides of a merge that was left unfinished', () => {
    const conflict = `GEM
  remote: https://rubygems.org/
  specs:
<<<<<<< HEAD
    rack (3.1.0)
=======
    rack (3.2.0)
>>>>>>> main
`;
    const file = readSample('Gemfile.lock', conflict);

    expect(file.packages.map(({ purl, line }) => [purl, line])).toEqual([
      ['pkg:gem/rack@3.1.0', 5],
      ['pkg:gem/rack@3.2.0', 7],
    ]);
    expect(file.problems).toMatchObject([{ kind: 'conflict', line: 4 }]);
  });

  test('keeps a circle, and gems named like what objects have', () => {
    const file = readSample(
      'Gemfile.lock',
      'GEM\n  specs:\n    __proto__ (1.0)\n      constructor\n    constructor (1.0)\n      __proto__\n',
    );

    expect(file.packages.map(({ dependsOn }) => dependsOn)).toEqual([[1], [0]]);
  });

  test('says that a file is none', () => {
    expect(failureOf('Gemfile.lock', 'hello')).toBe('malformed');
    expect(failureOf('Gemfile.lock', '')).toBeUndefined();
  });

  test('survives any damage', () => survivesDamage('Gemfile.lock', sample));
});

describe('[4:gemfile-lock] Gemfile', () => {
  const gemfile = `source 'https://rubygems.org'
ruby '3.4.5'

gem 'rails', '~> 8.0', '>= 8.0.1' # the framework
gem "pg", "1.6.0"
gem 'local', path: 'vendor/local'
gem 'forked', github: 'acme/forked', branch: 'main'

group :development, :test do
  gem 'rspec-rails',
      '~> 7.0',
      require: false
  platforms :ruby do
    gem 'debug'
  end
end

gem 'capybara', group: :test
if ENV['X']
  gem 'both', groups: [:production, :test]
end
gem some_name
gem "with-#{ENV['Y']}"
`;

  test('lists gems that stand there literally, with their groups', () => {
    const file = readSample('Gemfile', gemfile);

    expect(
      file.packages.map(({ purl, line, constraint, scope, group }) => [purl, line, constraint, scope, group]),
    ).toEqual([
      ['pkg:gem/rails', 4, '~> 8.0, >= 8.0.1', undefined, undefined],
      ['pkg:gem/pg@1.6.0', 5, '1.6.0', undefined, undefined],
      ['pkg:gem/local', 6, undefined, undefined, undefined],
      ['pkg:gem/forked', 7, undefined, undefined, undefined],
      ['pkg:gem/rspec-rails', 10, '~> 7.0', 'dev', 'development, test'],
      ['pkg:gem/debug', 14, undefined, 'dev', 'development, test'],
      ['pkg:gem/capybara', 18, undefined, 'test', 'test'],
      ['pkg:gem/both', 20, undefined, undefined, 'production, test'],
    ]);
    expect(file.packages[2]?.source).toBe('vendor/local');
    expect(file.packages[3]?.source).toBe('https://github.com/acme/forked');
    expect(file.packages.every(({ direct }) => direct)).toBe(true);
  });

  test('tells gems whose names only Ruby could work out', () => {
    expect(readSample('Gemfile', gemfile).problems).toMatchObject([
      { kind: 'unresolved', line: 22 },
      { kind: 'unresolved', line: 23 },
    ]);
  });

  test('survives any damage', () => survivesDamage('Gemfile', gemfile));
});
