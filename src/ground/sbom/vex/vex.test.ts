import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isVexPath,
  readVex,
  SbomError,
  type VexDocument,
  type VexStatement,
  vexStatus,
  writeCsafVex,
  writeCycloneDxVex,
  writeOpenVex,
} from '../index.ts';
import { csafSchema, openVexSchema } from './schemas.testing.ts';

const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const words = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
const vulnerability = fc.constantFrom('CVE-2024-1234', 'CVE-2021-44228', 'GHSA-aaaa-bbbb-cccc', 'PYSEC-2024-1');
const purl = fc.constantFrom(
  'pkg:npm/qs@6.7.0',
  'pkg:npm/%40scope/a@1.0.0',
  'pkg:pypi/django',
  'pkg:oci/shop@sha256:abc',
);

const reasons = fc.oneof(
  fc.record({
    status: fc.constant('not_affected' as const),
    justification: fc.constantFrom(
      'component_not_present',
      'vulnerable_code_not_present',
      'vulnerable_code_not_in_execute_path',
      'vulnerable_code_cannot_be_controlled_by_adversary',
      'inline_mitigations_already_exist',
    ),
  }),
  fc.record({ status: fc.constant('not_affected' as const), impact: words }),
  fc.record({ status: fc.constant('affected' as const), action: words }),
  fc.record({ status: fc.constantFrom('fixed', 'under_investigation') }),
);

const statements: fc.Arbitrary<VexStatement> = fc
  .tuple(
    vulnerability,
    fc.uniqueArray(fc.constantFrom('CVE-2020-0001', 'GHSA-dddd-eeee-ffff', 'OSV-1'), { maxLength: 2 }),
    fc.uniqueArray(fc.tuple(purl, fc.option(fc.constant('pkg:oci/whole@1'), { nil: undefined })), {
      minLength: 1,
      maxLength: 3,
      selector: ([one]) => one,
    }),
    fc.option(instant, { nil: undefined }),
    reasons,
  )
  .map(([name, aliases, products, timestamp, reason]) => ({
    vulnerability: name,
    aliases,
    products: products.map(([one, within]) => ({ purl: one, ...(within === undefined ? {} : { within }) })),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...reason,
  }));

const documents: fc.Arbitrary<VexDocument> = fc.record({
  id: fc.constantFrom('https://example.org/vex/1', 'urn:uuid:0'),
  author: words.map((text) => text.trim()),
  timestamp: instant,
  version: fc.integer({ min: 1, max: 99 }),
  statements: fc.uniqueArray(statements, { minLength: 1, maxLength: 4, selector: ({ vulnerability: name }) => name }),
});

describe('[4:vex] a VEX document', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false, logger: false });

  test('as OpenVEX 0.2.0 passes what it asks for, and is read back as it was', () => {
    const validate = ajv.compile(openVexSchema);
    fc.assert(
      fc.property(documents, (document) => {
        const text = writeOpenVex(document);
        validate(JSON.parse(text));
        expect(validate.errors).toBeNull();
        expect(writeOpenVex(document)).toBe(text);
        expect(readVex(Buffer.from(text), Infinity)).toEqual(document);
      }),
    );
  });

  test('as CycloneDX 1.6 passes its own schema, and is read back as it was', () => {
    const folder = new URL('res/schema/', import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'));
    const schema = (name: string) =>
      JSON.parse(readFileSync(new URL(`${name}.SNAPSHOT.schema.json`, folder), 'utf8')) as Record<string, unknown>;
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
      ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    const validate = ajv.compile(schema('bom-1.6'));
    fc.assert(
      fc.property(documents, (document) => {
        const text = writeCycloneDxVex(document);
        validate(JSON.parse(text));
        expect(validate.errors).toBeNull();
        expect(readVex(Buffer.from(text), Infinity)).toEqual(document);
      }),
    );
  });

  test('as CSAF 2.0 has what its profile asks for, and says the same of each product when it is read back', () => {
    const validate = ajv.compile(csafSchema);
    fc.assert(
      fc.property(documents, (document) => {
        const text = writeCsafVex(document);
        validate(JSON.parse(text));
        expect(validate.errors).toBeNull();
        const read = readVex(Buffer.from(text), Infinity)!;
        expect({ ...read, statements: [] }).toEqual({ ...document, statements: [] });
        expect(saidOf(read)).toEqual(saidOf(document));
      }),
    );
  });

  test('that lacks a reason or an action says so where a format asks for one', () => {
    const document: VexDocument = {
      id: 'https://example.org/vex/1',
      author: 'Acme',
      timestamp: '2026-01-02T03:04:05Z',
      version: 1,
      statements: [
        { vulnerability: 'CVE-2024-1234', aliases: [], products: [{ purl: 'pkg:npm/a@1' }], status: 'not_affected' },
        { vulnerability: 'GHSA-aaaa-bbbb-cccc', aliases: [], products: [{ purl: 'pkg:npm/a@1' }], status: 'affected' },
      ],
    };
    for (const text of [writeOpenVex(document), writeCsafVex(document)]) {
      expect(text).toContain('No justification is stated.');
      expect(text).toContain('No action is stated.');
    }
  });

  test('as others write CSAF is read, through branches and relationships', () => {
    const read = readVex(
      Buffer.from(
        JSON.stringify({
          document: {
            category: 'csaf_vex',
            csaf_version: '2.0',
            publisher: { name: 'Vendor' },
            tracking: { id: 'V-1', version: '1.0.0', current_release_date: '2026-01-01T00:00:00Z' },
          },
          product_tree: {
            branches: [
              {
                category: 'vendor',
                name: 'V',
                branches: [
                  {
                    category: 'product_version',
                    name: '1',
                    product: {
                      name: 'a',
                      product_id: 'A',
                      product_identification_helper: { purl: 'pkg:rpm/redhat/a@1' },
                    },
                  },
                ],
              },
            ],
            full_product_names: [
              { name: 'el9', product_id: 'EL9', product_identification_helper: { purl: 'pkg:generic/el9' } },
            ],
            relationships: [
              {
                category: 'default_component_of',
                full_product_name: { name: 'a on el9', product_id: 'EL9:A' },
                product_reference: 'A',
                relates_to_product_reference: 'EL9',
              },
            ],
          },
          vulnerabilities: [
            {
              cve: 'CVE-2024-1',
              product_status: { known_not_affected: ['EL9:A', 'gone'], fixed: ['A'] },
              flags: [{ label: 'vulnerable_code_not_present', product_ids: ['EL9:A'] }],
            },
          ],
        }),
      ),
      Infinity,
    );
    expect(read).toEqual({
      id: 'V-1',
      author: 'Vendor',
      timestamp: '2026-01-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: 'CVE-2024-1',
          aliases: [],
          products: [{ purl: 'pkg:rpm/redhat/a@1', within: 'pkg:generic/el9' }],
          status: 'not_affected',
          justification: 'vulnerable_code_not_present',
        },
        { vulnerability: 'CVE-2024-1', aliases: [], products: [{ purl: 'pkg:rpm/redhat/a@1' }], status: 'fixed' },
      ],
    });
  });

  test('says of a package what its latest statement says, by any name of the advisory', () => {
    const told = [
      issued('2026-02-01', said('not_affected', ['pkg:npm/qs'])),
      issued(
        '2026-01-01',
        said('affected', ['pkg:npm/qs@6.7.0']),
        said('fixed', ['pkg:pypi/django@4.0'], '2026-03-01'),
      ),
    ];
    expect(vexStatus(told, 'pkg:npm/qs@6.7.0', ['GHSA-aaaa-bbbb-cccc'])?.statement.status).toBe('not_affected');
    expect(vexStatus(told.slice(1), 'pkg:npm/qs@6.7.0', ['CVE-2024-1234'])?.statement.status).toBe('affected');
    expect(vexStatus(told.slice(1), 'pkg:npm/qs@6.7.1', ['CVE-2024-1234'])).toBeUndefined();
    expect(vexStatus(told, 'pkg:pypi/django@4.0.0', ['CVE-2024-1234'])?.document.id).toBe('2026-01-01');
    expect(vexStatus(told, 'pkg:npm/qs@6.7.0', ['CVE-2024-9999'])).toBeUndefined();
    expect(vexStatus(told, 'nonsense', ['CVE-2024-1234'])).toBeUndefined();
  });

  test('is looked for by name, and refused with its place when it is broken', () => {
    expect(
      ['vex.json', 'a/shop.openvex.json', 'shop.vex.json', 'csaf_2.json', '.vex/shop.json'].map(isVexPath),
    ).toEqual([true, true, true, true, true]);
    expect(['convex.json', 'vexing.json', 'package.json'].map(isVexPath)).toEqual([false, false, false]);
    expect(readVex(Buffer.from('{}'), Infinity)).toBeUndefined();
    expect(() => readVex(Buffer.from('{"@context'), Infinity)).toThrow(SbomError);
    fc.assert(
      fc.property(documents, fc.nat(), fc.jsonValue(), (document, at, value) => {
        const text = JSON.parse(writeCsafVex(document), (key, old: unknown) =>
          key !== '' && key.length % 7 === at % 7 ? value : old,
        ) as unknown;
        JSON.stringify(readVex(Buffer.from(JSON.stringify(text ?? null)), Infinity));
      }),
    );
  });
});

/** One line for each vulnerability and product. */
function saidOf({ statements: list }: VexDocument): string[] {
  return list
    .flatMap(({ vulnerability: name, aliases, products, status, justification, impact, action }) =>
      products.map(({ purl: one, within }) =>
        JSON.stringify([[name, ...aliases].sort(), name, one, within, status, justification, impact, action]),
      ),
    )
    .sort();
}

function said(status: VexStatement['status'], purls: readonly string[], timestamp?: string): VexStatement {
  return {
    vulnerability: 'CVE-2024-1234',
    aliases: ['GHSA-aaaa-bbbb-cccc'],
    products: purls.map((one) => ({ purl: one })),
    status,
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function issued(timestamp: string, ...list: VexStatement[]): VexDocument {
  return { id: timestamp, author: 'a', timestamp, version: 1, statements: list };
}
