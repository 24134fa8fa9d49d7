import { expect, test } from 'vitest';
import { json } from './json.ts';
import { ScanReportDocument } from './json.schema.ts';
import { exception, finding, report } from './testing.ts';

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

test('The report is as its schema says, with everything that it can hold', () => {
  const full = report({
    since: 'main',
    declared: { from: 'revision', revision: 'main', commit: 'c' },
    findings: [finding({ tier: 'new', because: 'nothing earlier fits' })],
    closed: [{ id: finding().id, rule: finding().rule, path: 'old.ts', because: 'it is no longer there' }],
    exceptions: [exception],
  });
  expect(ScanReportDocument.safeParse(JSON.parse(json(full))).error?.issues ?? []).toEqual([]);
  expect(ScanReportDocument.safeParse(JSON.parse(json(report()))).success).toBe(true);
});
