import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bomOf, readSbom, writeSpdxJson } from './index.ts';
import { spdxSchema } from './spdx.schema.testing.ts';
import { dependencyFiles, subject } from './testing.ts';

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

function purl(locator: string): Record<string, unknown> {
  return { externalRefs: [{ referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: locator }] };
}
