import { describe, expect, test } from 'vitest';
import { linkPhp } from './readers/php/link.ts';
import { linkRuby } from './readers/ruby/link.ts';
import { readSample } from './testing.ts';

describe('[4:dependency-graph] a manifest tells its lockfile', () => {
  test('[4:gemfile-lock] which gems are for development and tests alone, with all that only they bring in', () => {
    const [, lock] = linkRuby([
      readSample('app/Gemfile', "gem 'rails'\ngroup :test do\n  gem 'capybara'\nend\n"),
      readSample(
        'app/Gemfile.lock',
        'GEM\n  specs:\n    capybara (3.40.0)\n      nokogiri\n      xpath\n    nokogiri (1.18.9)\n    rails (8.0.2)\n      nokogiri\n    xpath (3.2.0)\n\nDEPENDENCIES\n  capybara\n  rails\n',
      ),
      readSample('other/Gemfile.lock', 'GEM\n  specs:\n    capybara (3.40.0)\n\nDEPENDENCIES\n  capybara\n'),
    ]);

    expect(lock?.packages.map(({ purl, scope, group }) => [purl, scope, group])).toEqual([
      ['pkg:gem/capybara@3.40.0', 'test', 'test'],
      ['pkg:gem/nokogiri@1.18.9', undefined, undefined],
      ['pkg:gem/rails@8.0.2', undefined, undefined],
      ['pkg:gem/xpath@3.2.0', 'test', undefined],
    ]);
  });

  test('[4:composer-lock] what is asked for directly', () => {
    const [, lock] = linkPhp([
      readSample('composer.json', '{"require":{"a/b":"^1.0"},"require-dev":{"t/t":"*"}}'),
      readSample(
        'composer.lock',
        '{"packages":[{"name":"a/b","version":"1.2.0","require":{"c/d":"*"}},{"name":"c/d","version":"2.0.0"}],"packages-dev":[{"name":"t/t","version":"3.0.0"}]}',
      ),
    ]);

    expect(lock?.packages.map(({ purl, direct, constraint, scope }) => [purl, direct, constraint, scope])).toEqual([
      ['pkg:composer/a/b@1.2.0', true, '^1.0', undefined],
      ['pkg:composer/c/d@2.0.0', undefined, undefined, undefined],
      ['pkg:composer/t/t@3.0.0', true, '*', 'dev'],
    ]);
  });
});
