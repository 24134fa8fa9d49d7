import { expect, test } from 'vitest';
import { cpuTime } from '../../../ground/model/testing.ts';
import { isAboutSecrets, redacted } from './redacted.ts';

test('[5:code-hostile] a message shows no literal that could be a secret', () => {
  expect(redacted('Xk92mfLq02mZt8', true, false)).toBe('Xk…');
  expect(redacted("{ user: 'root', password: 'Xk92mfLq02mZt8' }", false, false)).toBe(
    "{ user: 'root', password: 'Xk…' }",
  );
  expect(redacted('correct horse', true, true)).toBe('co…');
  expect(redacted('f("hunter2", b)', false, true)).toBe('f("…", b)');
  expect(redacted('f("Xk92mfLq02mZt8', false, false)).toBe('f("Xk…"');
});

test('[5:code-hostile] names of algorithms, paths and code stay readable in messages', () => {
  for (const text of ['aes-128-cbc', 'sha512', 'api/v2/users', 'req.query.id', 'SELECT 1 FROM users'])
    expect(redacted(text, true, false)).toBe(text);
  expect(redacted('crypto.createHash("md5")', false, false)).toBe('crypto.createHash("md5")');
});

test('[5:code-hostile] rules about secrets are known by what they say', () => {
  expect(isAboutSecrets({ id: 'a', message: 'password is $X', metadata: {} })).toBe(true);
  expect(isAboutSecrets({ id: 'a', message: 'weak $X', metadata: { cwe: ['CWE-798: x'] } })).toBe(true);
  expect(isAboutSecrets({ id: 'a', message: 'weak $X', metadata: { cwe: 'CWE-7980' } })).toBe(false);
});

test('[5:code-hostile] long texts are redacted in time that grows with their length', () => {
  const start = cpuTime();
  redacted('a1-'.repeat(1300) + '!', true, false);
  redacted('"\\'.repeat(2000), false, false);
  expect(cpuTime() - start).toBeLessThan(200);
});
