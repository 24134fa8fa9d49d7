import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bomOf, readSbom, writeCycloneDxJson } from './index.ts';
import { dependencyFiles, files, subject } from './testing.ts';

describe('[4:cyclonedx] CycloneDX 1.6', () => {
  const validate = cycloneDxValidator();

  test('as JSON passes its own schema, whatever the files say', () => {
    fc.assert(
      fc.property(dependencyFiles, (given) => {
        validate(
          JSON.parse(
            writeCycloneDxJson(
              bomOf(subject, given, { timestamp: '2026-01-02T03:04:05Z', gaps: ['b.lock: too deep', 'a<b'] }),
            ),
          ),
        );
        expect(validate.errors).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test('says what is known of each package, and who brings in whom', () => {
    const bom = JSON.parse(writeCycloneDxJson(bomOf(subject, files))) as Record<string, unknown>;
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { name: 'shop', version: '1.2.3' } },
      components: [
        {
          type: 'library',
          'bom-ref': 'pkg:npm/express@4.17.1',
          name: 'express',
          version: '4.17.1',
          scope: 'required',
          hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
          licenses: [{ expression: 'MIT' }],
          evidence: { occurrences: [{ location: 'web/package-lock.json', line: 3 }] },
        },
        {
          name: 'mocha',
          scope: 'excluded',
          externalReferences: [{ type: 'distribution', url: 'https://example.org/mocha.tgz' }],
        },
        { name: 'qs' },
        { name: 'django', licenses: [{ license: { name: 'see LICENSE' } }] },
      ],
      dependencies: [
        { ref: 'selvedge:subject', dependsOn: ['pkg:npm/express@4.17.1', 'pkg:npm/mocha@9.0.0', 'pkg:pypi/django'] },
        { ref: 'pkg:npm/express@4.17.1', dependsOn: ['pkg:npm/qs@6.7.0'] },
        { ref: 'pkg:npm/mocha@9.0.0', dependsOn: [] },
        { ref: 'pkg:npm/qs@6.7.0', dependsOn: [] },
        { ref: 'pkg:pypi/django', dependsOn: [] },
      ],
    });
  });

  test('as others write it is read: nested components, scopes, licences, development by a property', () => {
    const read = readSbom(
      Buffer.from(`{
  "bomFormat": "CycloneDX", "specVersion": "1.4",
  "metadata": { "component": { "bom-ref": "app", "type": "application", "name": "app", "version": "2" } },
  "components": [
    { "type": "library", "bom-ref": "a", "group": "@scope", "name": "a", "purl": "pkg:npm/@scope/a@1.0.0",
      "hashes": [{ "alg": "SHA-1", "content": "${'ab'.repeat(20)}" }],
      "licenses": [{ "license": { "id": "MIT" } }, { "license": { "name": "Other Terms" } }],
      "components": [{ "type": "library", "bom-ref": "b", "name": "b", "purl": "pkg:npm/b@1.0.0", "scope": "optional" }] },
    { "type": "library", "bom-ref": "c", "name": "c", "purl": "pkg:npm/c@3?checksum=sha1:ab&download_url=https://user:word@example.org/c.tgz",
      "properties": [{ "name": "cdx:npm:package:development", "value": "true" }] },
    { "type": "library", "name": "nameless" },
    { "type": "file", "name": "/etc/passwd" },
    { "type": "operating-system", "name": "debian" }
  ],
  "dependencies": [{ "ref": "app", "dependsOn": ["a", "c"] }, { "ref": "a", "dependsOn": ["b", "b", "a", "gone"] }]
}`),
      Infinity,
    );
    expect(read).toEqual({
      specification: 'CycloneDX 1.4',
      content: {
        role: 'lockfile',
        root: { name: 'app', version: '2' },
        packages: [
          {
            purl: 'pkg:npm/%40scope/a@1.0.0',
            line: 5,
            endLine: 8,
            direct: true,
            dependsOn: [1],
            integrity: `sha1:${'ab'.repeat(20)}`,
            licence: 'MIT AND (Other Terms)',
          },
          { purl: 'pkg:npm/b@1.0.0', line: 8, scope: 'optional' },
          {
            purl: 'pkg:npm/c@3?download_url=https:%2F%2Fexample.org%2Fc.tgz',
            line: 9,
            endLine: 10,
            direct: true,
            scope: 'dev',
          },
        ],
        problems: [{ kind: 'malformed', line: 11, detail: 'The component nameless has no package URL.' }],
      },
    });
  });

  test('as XML of another version is read alike', () => {
    const read = readSbom(
      Buffer.from(`<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.3" version="1">
  <components>
    <component type="library" bom-ref="x"><name>x</name><version>1</version><licenses><license><id>MIT</id></license></licenses><purl>pkg:gem/x@1</purl></component>
  </components>
</bom>`),
      Infinity,
    );
    expect(read?.content.packages).toEqual([{ purl: 'pkg:gem/x@1', line: 4, licence: 'MIT' }]);
  });
});

function cycloneDxValidator() {
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, logger: false });
  const folder = new URL('res/schema/', import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'));
  const schema = (name: string) =>
    JSON.parse(readFileSync(new URL(`${name}.SNAPSHOT.schema.json`, folder), 'utf8')) as Record<string, unknown>;
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(schema('bom-1.6'));
}
