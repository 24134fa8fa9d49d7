import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DependencyFile } from '#ground/model';
import { type Bom, bomOf, readSbom, SbomError, writeCycloneDxJson, writeCycloneDxXml, writeSpdxJson } from './index.ts';
import { dependencyFiles, files, subject } from './testing.ts';

const writers = {
  'CycloneDX JSON': writeCycloneDxJson,
  'CycloneDX XML': writeCycloneDxXml,
  'SPDX JSON': writeSpdxJson,
} as const;

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
