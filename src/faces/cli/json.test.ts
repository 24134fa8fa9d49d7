import { expect, test } from 'vitest';
import { json } from './json.ts';
import { finding, report } from './testing.ts';

test('The report for programs carries its version, says that there is no ledger, and names no path of this machine', () => {
  const text = json(report());
  expect(JSON.parse(text)).toMatchObject({
    version: 1,
    kind: 'selvedge-scan',
    ledger: null,
    exitCode: 1,
    findings: [{ id: finding().id, effect: 'blocks' }],
  });
  expect(text).not.toContain('/home/ada');
});
