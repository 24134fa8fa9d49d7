import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bomOf, writeCycloneDxXml } from './index.ts';
import { dependencyFiles } from './testing.ts';

test('[4:cyclonedx] CycloneDX 1.6 as XML passes its own schema, whatever the files say', ({ skip }) => {
  if (spawnSync('xmllint', ['--version']).status !== 0) throw skip('xmllint is not installed');
  const schema = fileURLToPath(
    new URL('res/schema/bom-1.6.SNAPSHOT.xsd', import.meta.resolve('@cyclonedx/cyclonedx-library/package.json')),
  );
  const subject = { name: 'shop <&>', version: '1.2.3', toolVersion: '0.1.0' };
  for (const files of fc.sample(dependencyFiles, { numRuns: 25, seed: 42 })) {
    const ran = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, '-'], {
      input: writeCycloneDxXml(
        bomOf(subject, files, { timestamp: '2026-01-02T03:04:05Z', gaps: ['b.lock: too deep', 'a<b'] }),
      ),
      encoding: 'utf8',
    });
    expect(ran.stderr.trim()).toBe('- validates');
  }
});
