import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DependencyFile } from '#ground/model';
import { type Bom, bomOf, readSbom, SbomError, writeCycloneDxJson, writeCycloneDxXml, writeSpdxJson } from './index.ts';
import { spdxSchema } from './spdx.schema.testing.ts';
import { dependencyFiles } from './testing.ts';

const subject = { name: 'shop', version: '1.2.3', toolVersion: '0.1.0' };
const writers = {
  'CycloneDX JSON': writeCycloneDxJson,
  'CycloneDX XML': writeCycloneDxXml,
  'SPDX JSON': writeSpdxJson,
} as const;

const files: readonly DependencyFile[] = [
  {
    path: 'web/package-lock.json',
    format: 'npm/package-lock',
    role: 'lockfile',
    root: { name: 'web' },
    packages: [
      {
        purl: 'pkg:npm/express@4.17.1',
        line: 3,
        direct: true,
        dependsOn: [1],
        licence: 'MIT',
        integrity: `sha256:${'ab'.repeat(32)}`,
      },
      { purl: 'pkg:npm/qs@6.7.0', line: 9, place: 'node_modules/qs' },
      { purl: 'pkg:npm/mocha@9.0.0', line: 20, direct: true, scope: 'dev', source: 'https://example.org/mocha.tgz' },
    ],
  },
  {
    path: 'requirements.txt',
    format: 'python/requirements',
    role: 'manifest',
    packages: [{ purl: 'pkg:pypi/django', line: 1, constraint: '>=4', licence: 'see LICENSE' }],
  },
];

describe('[4:sbom-deterministic] an SBOM', () => {
  test.each(Object.entries(writers))(
    'as %s is the same for the same input, in whatever order the files come',
    (_, write) => {
      const once = write(bomOf(subject, files));
      expect(write(bomOf(subject, structuredClone(files).toReversed()))).toBe(once);
      expect(once).not.toContain(String(new Date().getFullYear()));
      expect(
        write(bomOf(subject, files, { timestamp: '2026-01-02T03:04:05.678Z', gaps: ['b.lock: too deep', 'a<b'] })),
      ).toContain('2026-01-02T03:04:05');
    },
  );

  test('has an identity that changes with its content alone', () => {
    expect(bomOf(subject, files).uuid).toBe(bomOf(subject, structuredClone(files)).uuid);
    expect(bomOf(subject, files).uuid).not.toBe(bomOf(subject, files.slice(1)).uuid);
    expect(bomOf(subject, files).uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test.each(Object.entries(writers))(
    'written as %s and read back gives the files that it was made from',
    (_, write) => {
      fc.assert(
        fc.property(dependencyFiles, (given) => {
          const bom = bomOf(subject, given);
          const read = readSbom(Buffer.from(write(bom)), Infinity);
          if (given.length > 0) expect(read?.files).toEqual(bom.files);
          expect(read?.content.packages.map(({ purl }) => purl)).toEqual(bom.components.map(({ purl }) => purl));
          expect(read?.content.root).toEqual({ name: 'shop', version: '1.2.3' });
          expect(graphOf(read?.content.packages ?? [])).toEqual(graphOfBom(bom));
        }),
        { numRuns: 150 },
      );
    },
  );
});

function graphOf(packages: DependencyFile['packages']): string[] {
  return packages
    .flatMap(({ purl, dependsOn = [] }) => dependsOn.map((to) => `${purl} > ${packages[to]?.purl}`))
    .sort();
}

function graphOfBom({ components }: Bom): string[] {
  return components.flatMap(({ purl, dependsOn }) => dependsOn.map((to) => `${purl} > ${to}`)).sort();
}

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

describe('[4:spdx] SPDX 2.3', () => {
  test('as JSON has what the specification asks for, whatever the files say', () => {
    const validate = new Ajv({ strict: true, validateFormats: false }).compile(spdxSchema);
    fc.assert(
      fc.property(dependencyFiles, (given) => {
        const document = JSON.parse(writeSpdxJson(bomOf(subject, given))) as {
          packages: { SPDXID: string }[];
          relationships: Record<string, string>[];
        };
        validate(document);
        expect(validate.errors).toBeNull();
        const ids = new Set(['SPDXRef-DOCUMENT', ...document.packages.map(({ SPDXID }) => SPDXID)]);
        expect(ids.size).toBe(document.packages.length + 1);
        for (const { spdxElementId, relatedSpdxElement } of document.relationships)
          expect(ids.has(spdxElementId ?? '') && ids.has(relatedSpdxElement ?? '')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('as others write it is read, with its relations in either direction', () => {
    const read = readSbom(
      Buffer.from(
        JSON.stringify({
          spdxVersion: 'SPDX-2.2',
          name: 'doc',
          packages: [
            { SPDXID: 'SPDXRef-root', name: 'com.github.acme/shop', versionInfo: '1' },
            {
              SPDXID: 'SPDXRef-a',
              name: 'a',
              licenseDeclared: 'NOASSERTION',
              licenseConcluded: 'MIT',
              ...purl('pkg:npm/a@1.0.0'),
            },
            {
              SPDXID: 'SPDXRef-b',
              name: 'b',
              downloadLocation: 'https://user:word@example.org/b.tgz',
              ...purl('pkg:npm/b@2.0.0'),
            },
            { SPDXID: 'SPDXRef-c', name: 'c', ...purl('not a purl') },
          ],
          relationships: [
            { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-root' },
            { spdxElementId: 'SPDXRef-root', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-a' },
            { spdxElementId: 'SPDXRef-b', relationshipType: 'DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-a' },
            { spdxElementId: 'SPDXRef-b', relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-root' },
          ],
        }),
      ),
      Infinity,
    );
    expect(read?.content).toEqual({
      role: 'lockfile',
      root: { name: 'com.github.acme/shop', version: '1' },
      packages: [
        { purl: 'pkg:npm/a@1.0.0', line: 1, direct: true, dependsOn: [1], licence: 'MIT' },
        { purl: 'pkg:npm/b@2.0.0', line: 1, direct: true, scope: 'dev', source: 'https://example.org/b.tgz' },
      ],
      problems: [
        {
          kind: 'malformed',
          line: 1,
          detail: 'The package URL of the component c cannot be read: it does not begin with pkg:.',
        },
      ],
    });
  });
});

describe('a hostile SBOM', () => {
  test('is refused with its place, or read as far as it makes sense', () => {
    expect(readSbom(Buffer.from('{"a": 1}'), Infinity)).toBeUndefined();
    expect(readSbom(Buffer.from('<project/>'), Infinity)).toBeUndefined();
    expect(codeOf('{"bomFormat": "CycloneDX", "specVersion": "9.0"}')).toBe('unsupported');
    expect(codeOf('{"spdxVersion": "SPDX-3.0"}')).toBe('unsupported');
    expect(codeOf('{"bomFormat": "Cyc')).toBe('malformed');
    expect(codeOf(`{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": ${'['.repeat(5000)}`)).toBe(
      'too-deep',
    );
    expect(codeOf('<!DOCTYPE bom [<!ENTITY a "b">]><bom/>')).toBe('unsupported');
  });

  test('with a listing that lies about its place is read without its files', () => {
    const honest = writeCycloneDxJson(bomOf(subject, files));
    expect(readSbom(Buffer.from(honest), Infinity)?.files).toBeDefined();
    for (const [from, to] of [
      ['\\"index\\":0', '\\"index\\":99999999'],
      ['\\"file\\":0', '\\"file\\":-1'],
      ['\\"packages\\":3', '\\"packages\\":4000000000'],
      ['\\"dependsOn\\":[1]', '\\"dependsOn\\":[7]'],
      ['\\"line\\":3', '\\"line\\":\\"3\\"'],
    ] as const) {
      expect(honest).toContain(from);
      const read = readSbom(Buffer.from(honest.replace(from, to)), Infinity);
      expect(read?.files).toBeUndefined();
      expect(read?.content.packages).toHaveLength(4);
    }
  });

  test('of any bytes throws SbomError and nothing else', () => {
    const sample = writeCycloneDxXml(bomOf(subject, files));
    const json = writeSpdxJson(bomOf(subject, files));
    fc.assert(
      fc.property(
        fc.constantFrom(sample, json),
        fc.nat(),
        fc.string({ unit: 'binary', maxLength: 4 }),
        (text, at, put) => {
          const cut = at % text.length;
          const broken = text.slice(0, cut) + put + text.slice(cut + put.length);
          try {
            JSON.stringify(readSbom(Buffer.from(broken), Infinity));
          } catch (error) {
            expect(error).toBeInstanceOf(SbomError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

function codeOf(text: string): string | undefined {
  try {
    readSbom(Buffer.from(text), Infinity);
    return undefined;
  } catch (error) {
    return error instanceof SbomError ? error.code : String(error);
  }
}

function purl(locator: string): Record<string, unknown> {
  return { externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: locator }] };
}
