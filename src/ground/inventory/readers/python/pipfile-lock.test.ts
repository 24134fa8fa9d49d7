import { describe, expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './pipfile-lock.ts';

const lock = JSON.stringify(
  {
    _meta: {
      hash: { sha256: '0' },
      'pipfile-spec': 6,
      sources: [
        { name: 'pypi', url: 'https://pypi.org/simple', verify_ssl: true },
        { name: 'own', url: 'https://user:pass@pypi.example.com/simple', verify_ssl: true },
      ],
    },
    default: {
      certifi: { hashes: [`sha256:${'a'.repeat(64)}`], index: 'pypi', version: '==2024.2.2' },
      secret: { index: 'own', version: '==1.0' },
      fork: { git: 'https://github.com/acme/fork.git', ref: 'c'.repeat(40) },
    },
    develop: { pytest: { hashes: [], version: '==8.0.0', markers: "python_version >= '3.8'" } },
  },
  null,
  4,
);

describe('Pipfile.lock [4:python-locks]', () => {
  test('gives packages by category, with their indexes', () => {
    const content = readText(reader, 'Pipfile.lock', lock);
    expect(shown(content)).toEqual([
      '21 pkg:pypi/certifi@2024.2.2',
      '28 pkg:pypi/secret@1.0',
      '32 pkg:pypi/fork',
      '38 pkg:pypi/pytest@8.0.0 dev (develop)',
    ]);
    expect(content.packages[0]).toMatchObject({ endLine: 27, integrity: `sha256:${'a'.repeat(64)}` });
    expect(content.packages.map(({ source }) => source)).toEqual([
      undefined,
      'https://pypi.example.com/simple',
      `git+https://github.com/acme/fork.git@${'c'.repeat(40)}`,
      undefined,
    ]);
  });

  test('with a package twice says so', () => {
    const { problems } = readText(
      reader,
      'Pipfile.lock',
      '{"default": {"a": {"version": "==1"},\n"a": {"version": "==2"}}}',
    );
    expect(problems).toEqual([{ kind: 'duplicate', line: 2, detail: 'a stands here a second time.' }]);
  });

  test('that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    holdsForAnyMutation(reader, 'Pipfile.lock', [lock]);
  });
});
