import { expect, test } from 'vitest';
import { bomOf, writeCycloneDxJson, writeCycloneDxXml, writeSpdxJson } from '#ground/sbom';
import { readersOf } from '../../index.ts';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader as cyclonedx } from './cyclonedx.ts';
import { reader as spdx } from './spdx.ts';

const bom = bomOf({ name: 'shop', toolVersion: '0.1.0' }, [
  {
    path: 'package-lock.json',
    format: 'npm/package-lock',
    role: 'lockfile',
    packages: [
      { purl: 'pkg:npm/express@4.17.1', line: 3, direct: true, dependsOn: [1] },
      { purl: 'pkg:npm/qs@6.7.0', line: 9 },
      { purl: 'pkg:npm/mocha@9.0.0', line: 20, direct: true, scope: 'dev' },
    ],
  },
]);

test('an SBOM is found by the names that its formats recommend', () => {
  expect(formatsOf('bom.json')).toEqual(['sbom/cyclonedx', 'sbom/spdx']);
  expect(formatsOf('dist/app.cdx.xml')).toEqual(['sbom/cyclonedx']);
  expect(formatsOf('app.spdx.json')).toEqual(['sbom/spdx']);
  expect(formatsOf('app-sbom.json')).toEqual(['sbom/cyclonedx', 'sbom/spdx']);
  expect(formatsOf('package.json')).toEqual([]);
});

test('each component is a package on its line, direct and with what it brings in', () => {
  const json = readText(cyclonedx, 'bom.json', writeCycloneDxJson(bom));
  expect(shown(json).map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'pkg:npm/express@4.17.1 direct → qs@6.7.0',
    'pkg:npm/mocha@9.0.0 direct dev',
    'pkg:npm/qs@6.7.0',
  ]);
  expect(writeCycloneDxJson(bom).split('\n')[json.packages[0]!.line + 1]).toContain('pkg:npm/express@4.17.1');
  const purls = json.packages.map(({ purl }) => purl);
  expect(readText(cyclonedx, 'bom.xml', writeCycloneDxXml(bom)).packages.map(({ purl }) => purl)).toEqual(purls);
  expect(readText(spdx, 'a.spdx.json', writeSpdxJson(bom)).packages.map(({ purl }) => purl)).toEqual(purls);
});

test('the version of a component counts where its package URL has none', () => {
  const component = { type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash' };
  const named = { ...component, purl: 'pkg:npm/lodash@4.17.21' };
  const json = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [component, named] });
  const xml =
    '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>lodash</name><version>4.17.20</version><purl>pkg:npm/lodash</purl></component></components></bom>';
  const reference = { referenceType: 'purl', referenceLocator: component.purl };
  const packages = [{ SPDXID: 'SPDXRef-1', name: 'lodash', versionInfo: '4.17.20', externalRefs: [reference] }];
  const read = [
    readText(cyclonedx, 'bom.json', json),
    readText(cyclonedx, 'bom.xml', xml),
    readText(spdx, 'a.spdx.json', JSON.stringify({ spdxVersion: 'SPDX-2.3', packages })),
  ];
  expect(read.map(({ packages }) => packages.map(({ purl }) => purl))).toEqual([
    ['pkg:npm/lodash@4.17.20', 'pkg:npm/lodash@4.17.21'],
    ['pkg:npm/lodash@4.17.20'],
    ['pkg:npm/lodash@4.17.20'],
  ]);
});

test('what only has the name of an SBOM is left to others', () => {
  expect(spdx.read({ path: 'bom.json', bytes: Buffer.from(writeCycloneDxJson(bom)) }, Infinity)).toBeUndefined();
  expect(cyclonedx.read({ path: 'bom.json', bytes: Buffer.from('{"parts": []}') }, Infinity)).toBeUndefined();
});

test('whatever is broken in it, it is read or refused', () => {
  holdsForAnyMutation(cyclonedx, 'bom.json', [writeCycloneDxJson(bom), writeCycloneDxXml(bom)]);
  holdsForAnyMutation(spdx, 'a.spdx.json', [writeSpdxJson(bom)]);
});

function formatsOf(path: string): string[] {
  return readersOf(path)
    .map(({ format }) => format)
    .filter((format) => format.startsWith('sbom/'));
}
