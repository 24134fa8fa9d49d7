import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  familyOf,
  isLicenceWord,
  judgeLicence,
  type LicenceExpression,
  type LicencePolicy,
  parseLicence,
} from './index.ts';

function shown(expression: LicenceExpression | undefined): string {
  if (expression === undefined) return '?';
  if (expression.kind !== 'licence') return `(${expression.parts.map(shown).join(` ${expression.kind} `)})`;
  const { id, exception, orLater } = expression;
  return `${id}${orLater ? '+' : ''}${exception === undefined ? '' : ` with ${exception}`}`;
}

describe('[4:licences] SPDX expressions', () => {
  test.each([
    ['MIT', 'MIT'],
    ['mit', 'MIT'],
    ['(MIT OR Apache-2.0)', '(MIT or Apache-2.0)'],
    ['MIT OR Apache-2.0 AND BSD-3-Clause', '(MIT or (Apache-2.0 and BSD-3-Clause))'],
    ['(MIT OR Apache-2.0) AND Unicode-3.0', '((MIT or Apache-2.0) and Unicode-3.0)'],
    ['MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)', '(MIT and (LGPL-2.1-or-later or BSD-3-Clause))'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only with Classpath-exception-2.0'],
    ['GPL-2.0-with-classpath-exception', 'GPL-2.0-only with Classpath-exception-2.0'],
    ['GPL-2.0+', 'GPL-2.0-or-later'],
    ['lgpl-3.0', 'LGPL-3.0-only'],
    ['CDDL-1.0+', 'CDDL-1.0+'],
    ['LicenseRef-acme', 'LicenseRef-acme'],
    ['DocumentRef-spdx:LicenseRef-acme', 'DocumentRef-spdx:LicenseRef-acme'],
    ['MIT/Apache-2.0', '(MIT or Apache-2.0)'],
    ['Apache 2.0', 'Apache-2.0'],
    ['Apache License, Version 2.0', 'Apache-2.0'],
    ['The MIT License', 'MIT'],
    ['New BSD', 'BSD-3-Clause'],
    ['GPLv3+', 'GPL-3.0-or-later'],
    ['UNLICENSED', 'UNLICENSED'],
    ['SEE LICENSE IN LICENSE.txt', '?'],
    ['MIT OR', '?'],
    ['(MIT', '?'],
    ['MIT)', '?'],
    ['MIT Apache-2.0', '?'],
    ['WITH', '?'],
    ['', '?'],
  ])('reads %j as %s', (written, expected) => {
    expect(shown(parseLicence(written))).toBe(expected);
  });

  test('gives up on what is deeper or longer than any licence, and never throws', () => {
    expect(parseLicence(`${'('.repeat(5000)}MIT`)).toBeUndefined();
    expect(parseLicence('MIT OR '.repeat(2000))).toBeUndefined();
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('MIT', '(', ')', 'AND', 'OR', 'WITH', '+', '/', ' ', '__proto__', 'GPL-2.0'), {
          maxLength: 30,
        }),
        (parts) => void parseLicence(parts.join(' ')),
      ),
    );
  });

  test('knows what licences ask for', () => {
    expect(['MIT', 'MPL-2.0', 'GPL-3.0-only', 'AGPL-3.0-or-later', 'SSPL-1.0', 'constructor'].map(familyOf)).toEqual([
      'permissive',
      'weak-copyleft',
      'strong-copyleft',
      'network-copyleft',
      'source-available',
      undefined,
    ]);
  });
});

function verdict(written: string, policy: LicencePolicy): string {
  const expression = parseLicence(written);
  return expression === undefined ? '?' : judgeLicence(expression, policy).verdict;
}

describe('[4:licences] a policy', () => {
  test('that denies families allows the rest', () => {
    const policy = { deny: ['strong-copyleft', 'network-copyleft', 'BUSL-1.1'] };

    expect(verdict('MIT', policy)).toBe('allowed');
    expect(verdict('LGPL-3.0-only', policy)).toBe('allowed');
    expect(verdict('GPL-3.0-or-later', policy)).toBe('denied');
    expect(verdict('AGPL-3.0', policy)).toBe('denied');
    expect(verdict('BUSL-1.1', policy)).toBe('denied');
    expect(verdict('MIT OR GPL-3.0-only', policy)).toBe('allowed');
    expect(verdict('MIT AND GPL-3.0-only', policy)).toBe('denied');
    expect(verdict('LicenseRef-acme', policy)).toBe('unknown');
  });

  test('that allows a list denies the rest', () => {
    const policy = { allow: ['permissive', 'MPL-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'] };

    expect(verdict('ISC', policy)).toBe('allowed');
    expect(verdict('MPL-2.0', policy)).toBe('allowed');
    expect(verdict('EPL-2.0', policy)).toBe('denied');
    expect(verdict('GPL-2.0-only', policy)).toBe('denied');
    expect(verdict('GPL-2.0-only WITH Classpath-exception-2.0', policy)).toBe('allowed');
    expect(verdict('Acme-1.0', policy)).toBe('unknown');
    expect(verdict('Acme-1.0', { allow: ['MIT'] })).toBe('denied');
    expect(verdict('EPL-2.0 OR Acme-1.0', policy)).toBe('unknown');
  });

  test('denies what is denied though it is allowed too', () => {
    expect(verdict('JSON', { allow: ['permissive'], deny: ['JSON'] })).toBe('denied');
    expect(verdict('Elastic-2.0', { allow: ['osi-approved'] })).toBe('denied');
    expect(verdict('LGPL-2.1-only', { deny: ['copyleft'] })).toBe('denied');
  });

  test('says which licence decides', () => {
    const expression = parseLicence('MIT AND (GPL-3.0-only OR AGPL-3.0-only)')!;

    expect(judgeLicence(expression, { deny: ['copyleft'] })).toEqual({
      verdict: 'denied',
      because: ['GPL-3.0-only', 'AGPL-3.0-only'],
    });
  });

  test('names what is a licence or a family', () => {
    expect(
      ['MIT', 'copyleft', 'LicenseRef-acme', 'GPL-2.0-only WITH Classpath-exception-2.0'].every(isLicenceWord),
    ).toBe(true);
    expect(['Mitt', 'toString', '', 'free'].some(isLicenceWord)).toBe(false);
  });
});
