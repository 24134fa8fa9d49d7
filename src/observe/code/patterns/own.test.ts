import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FileFormatError } from '#ground/formats';
import { assetPath } from '#ground/places';
import { prepareSyntax, syntaxAssets } from '#ground/syntax';
import { compileOwnPatterns } from './own.ts';

const assets = new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))]));

test('[5:semgrep-syntax] rules that a project brings get ids of ours, apart from those that are taken', async () => {
  const text = `rules:
- { id: House.No_Legacy, message: Do not., severity: HIGH, languages: [go], pattern: legacy_pay($X), metadata: { cwe: ['CWE-477: Obsolete'] } }
- { id: weak-hash, message: Do not., severity: LOW, languages: [go, cobol], pattern: hash($X) }
`;
  const own = await compileOwnPatterns(
    [{ path: '.selvedge/rules/house.yaml', text }],
    new Set(['code/weak-hash']),
    await prepareSyntax(assets),
  );
  expect(own.docs.map(({ id, severity }) => [id, severity])).toEqual([
    ['code/house-no-legacy', 'high'],
    ['code/own-weak-hash', 'low'],
  ]);
  expect(own.settings).toMatchObject({ rules: [{ cwe: ['CWE-477'] }, { cwe: [] }] });
  expect(own.notLookedAt).toMatchObject([
    { by: 'code/own-weak-hash', detail: expect.stringContaining('cobol') as unknown },
  ]);
});

test('[5:semgrep-syntax] a rule file that is wrong is refused with line, column and what was meant', async () => {
  const text = 'rules:\n- id: a\n  message: m\n  severity: HIGH\n  languages: [go]\n  patern: f()\n';
  const refusal = compileOwnPatterns([{ path: 'a.yaml', text }], new Set(), await prepareSyntax(assets));
  await expect(refusal).rejects.toThrow(FileFormatError);
  await expect(refusal).rejects.toThrow('a.yaml:6:3: "patern" is not a key here');
  await expect(refusal).rejects.toThrow('Did you mean "pattern"?');
});
