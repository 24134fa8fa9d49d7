import { expect, test } from 'vitest';
import { checksumOf } from './checksum.ts';
import { fillExample } from './example.ts';

test('the same text and seed give the same example, and another seed another', () => {
  expect(fillExample('a {{ghp}} {{random:hex:16}}', 'seed')).toBe(fillExample('a {{ghp}} {{random:hex:16}}', 'seed'));
  expect(fillExample('{{ghp}}', 'seed')).not.toBe(fillExample('{{ghp}}', 'other'));
});

test('tokens with a checksum get the right one, unless a wrong one is asked for', () => {
  expect(checksumOf('github-crc32', fillExample('{{ghp}}', 'x'))?.state).toBe('valid');
  expect(checksumOf('github-crc32', fillExample('{{ghp:wrong}}', 'x'))?.state).toBe('invalid');
  expect(checksumOf('npm-crc32', fillExample('{{npm}}', 'x'))?.state).toBe('valid');
  expect(checksumOf('gitlab-crc32', fillExample('{{glpat}}', 'x'))?.state).toBe('valid');
  expect(checksumOf('jwt', fillExample('{{jwt}}', 'x'))?.state).toBe('valid');
  expect(checksumOf('pypi-macaroon', fillExample('{{pypi}}', 'x'))?.state).toBe('valid');
});

test('what is not a placeholder of ours stays as it is', () => {
  expect(fillExample('${{ secrets.TOKEN }} {{ vault }}', 'x')).toBe('${{ secrets.TOKEN }} {{ vault }}');
});

test('an unknown placeholder is a mistake in the rule', () => {
  expect(() => fillExample('{{nosuch}}', 'x')).toThrow('nosuch');
  expect(() => fillExample('{{random:base99:3}}', 'x')).toThrow('base99');
});
