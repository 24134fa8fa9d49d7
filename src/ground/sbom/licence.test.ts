import { expect, test } from 'vitest';
import { spdxExpression } from './licence.ts';

test.each([
  ['MIT', 'MIT'],
  ['mit', 'MIT'],
  ['apache-2.0 OR (GPL-2.0+ WITH Classpath-exception-2.0)', 'Apache-2.0 OR (GPL-2.0+ WITH Classpath-exception-2.0)'],
  ['(MIT)', '(MIT)'],
  ['LicenseRef-acme AND MIT', 'LicenseRef-acme AND MIT'],
  ['UNLICENSED', undefined],
  ['BSD', undefined],
  ['SEE LICENSE IN LICENCE.md', undefined],
  ['MIT OR', undefined],
  ['(MIT', undefined],
  ['MIT)', undefined],
  ['MIT Apache-2.0', undefined],
  ['', undefined],
])('%s is written as %s', (text, expected) => {
  expect(spdxExpression(text)).toBe(expected);
});
