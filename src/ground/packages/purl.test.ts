import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Purl } from './index.ts';
import { buildPurl, formatPurl, parsePurl, PurlError, withoutVersion } from './index.ts';

describe('[4:purl] the purl specification’s own test suite', () => {
  const cases = readFileSync(join(import.meta.dirname, 'purl.vectors.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t') as [string, string, string, string]);

  test('is here whole', () => {
    expect(cases.length).toBe(535);
  });

  test.each(cases)('%s (%s) %s gives %s', (kind, group, input, output) => {
    const mode = group === 'required' && output === '' ? 'strict' : 'lenient';
    if (kind === 'build') {
      const built = buildPurl(parts(input));
      if (output === '') expect(built).toBeInstanceOf(PurlError);
      else expect(built).toBe(output);
      return;
    }
    const parsed = parsePurl(input, mode);
    if (output === '') {
      expect(parsed).toBeInstanceOf(PurlError);
      return;
    }
    if (parsed instanceof PurlError) throw new Error(parsed.detail);
    if (kind === 'validate') expect(formatPurl(parsed)).toBe(output);
    else expect({ ...parsed }).toEqual(parts(output));
  });

  // The suite asks for capitals in a qualifier's key to be refused (gem, rpm) and, in one case, to be read (maven): no mode does both.
  test.each(
    cases.filter(
      ([kind, group, input, output]) =>
        kind !== 'build' && group === 'required' && output !== '' && !input.includes('repositorY_url'),
    ),
  )('the strict reading accepts %s (%s) %s too', (_kind, _group, input) => {
    expect(parsePurl(input, 'strict')).not.toBeInstanceOf(PurlError);
  });
});

/** [type, namespace, name, version, qualifiers, subpath], null for what is absent. */
function parts(json: string): Purl {
  const [type, namespace, name, version, qualifiers, subpath] = JSON.parse(json) as [
    string | null,
    string | null,
    string | null,
    string | null,
    Record<string, string> | null,
    string | null,
  ];
  return {
    type: type ?? '',
    name: name ?? '',
    ...(namespace === null ? {} : { namespace }),
    ...(version === null ? {} : { version }),
    ...(qualifiers === null ? {} : { qualifiers }),
    ...(subpath === null ? {} : { subpath }),
  };
}

describe('package URLs', () => {
  const purls = fc.record(
    {
      type: fc.constantFrom('npm', 'pypi', 'golang', 'deb', 'generic', 'maven', 'oci', 'git'),
      namespace: fc.string({ unit: 'grapheme', minLength: 1 }),
      name: fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.replaceAll('/', '') !== ''),
      version: fc.string({ unit: 'grapheme' }),
      qualifiers: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/), fc.string({ unit: 'grapheme' })),
      subpath: fc.string({ unit: 'grapheme' }),
    },
    { requiredKeys: ['type', 'name'] },
  );

  test('their canonical text is canonical: read and written again, it is the same', () => {
    fc.assert(
      fc.property(purls, (purl) => {
        const text = formatPurl(purl);
        const parsed = parsePurl(text);
        if (parsed instanceof PurlError) throw new Error(`${text}: ${parsed.detail}`);
        expect(formatPurl(parsed)).toBe(text);
        expect(text).toMatch(/^[A-Za-z0-9.\-_~%:/@?=&#]+$/);
      }),
      { numRuns: 500 },
    );
  });

  test('any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parsePurl(text);
        parsePurl(`pkg:${text}`, 'strict');
        parsePurl(`pkg:npm/${text}`);
        withoutVersion(`pkg:npm/${text}`);
      }),
    );
  });

  test('parts that only name the same package by chance of the alphabet stay apart', () => {
    expect(formatPurl({ type: 'npm', name: 'a@b', version: '1' })).toBe('pkg:npm/a%40b@1');
    expect(formatPurl({ type: 'npm', namespace: '@scope', name: 'name', version: '1.0.0+build 5' })).toBe(
      'pkg:npm/%40scope/name@1.0.0%2Bbuild%205',
    );
    expect(formatPurl({ type: 'generic', name: "(a)!*'" })).toBe('pkg:generic/%28a%29%21%2A%27');
    expect(parsePurl('pkg:npm/@scope/name')).toEqual({ type: 'npm', namespace: '@scope', name: 'name' });
    expect(parsePurl('pkg:generic/a%2Fb')).toEqual({ type: 'generic', name: 'a/b' });
  });

  test('what is wrong is said by a code', () => {
    expect(codeOf('npm/a@1')).toBe('no-scheme');
    expect(codeOf('pkg:np!m/a')).toBe('bad-type');
    expect(codeOf('pkg:npm/')).toBe('no-name');
    expect(codeOf('pkg:npm/a@%zz')).toBe('bad-encoding');
    expect(codeOf('pkg:npm/a?x=1&x=2')).toBe('bad-qualifier');
    expect(codeOf('pkg:npm/a?__proto__=1')).toBe('bad-qualifier');
    expect(codeOf('pkg:npm/a%2Fb/c')).toBe('bad-segment');
    expect(codeOf('pkg:swift/a@1', 'strict')).toBe('no-namespace');
    expect(codeOf('pkg:cargo/a/b@1', 'strict')).toBe('namespace-prohibited');
  });

  test('names of an object’s own are qualifiers like any other', () => {
    const purl = parsePurl('pkg:npm/a?constructor=x');
    expect(purl).not.toBeInstanceOf(PurlError);
    expect(Object.keys((purl as Purl).qualifiers ?? {})).toEqual(['constructor']);
  });

  test('withoutVersion leaves all but the version', () => {
    expect(withoutVersion('pkg:npm/%40scope/name@1.2.3')).toBe('pkg:npm/%40scope/name');
    expect(withoutVersion('pkg:deb/debian/curl@7.50.3-1?arch=i386#a/b')).toBe('pkg:deb/debian/curl?arch=i386#a/b');
    expect(withoutVersion('pkg:npm/left-pad')).toBe('pkg:npm/left-pad');
    expect(withoutVersion('pkg:npm/a?vcs_url=git@host')).toBe('pkg:npm/a?vcs_url=git@host');
    expect(withoutVersion('pkg:npm/@scope/name')).toBe('pkg:npm/@scope/name');
  });
});

function codeOf(text: string, mode?: 'strict'): string | undefined {
  const parsed = parsePurl(text, mode);
  return parsed instanceof PurlError ? parsed.code : undefined;
}
