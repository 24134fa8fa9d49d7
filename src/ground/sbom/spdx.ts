import { digestBytes } from '#ground/model';
import type { Bom, BomComponent } from './bom.ts';
import { spdxExpression } from './licence.ts';
import { bomTexts, fileProperty, listingProperty, listingTexts } from './listing.ts';

/** SPDX asks for the time of creation. Where none was given, the same input must still give the same bytes. */
const noTime = '1970-01-01T00:00:00Z';

/** SPDX 2.3 as JSON. What it has no field for stands in annotations. */
export function writeSpdxJson(bom: Bom): string {
  const { subject, uuid, timestamp, gaps, components, direct } = bom;
  const created = timestamp === undefined ? noTime : withoutFraction(timestamp);
  const tool = `Tool: selvedge-${subject.toolVersion}`;
  const annotation = (name: string, text: string) => ({
    annotationType: 'OTHER',
    annotator: tool,
    annotationDate: created,
    comment: `${name} ${text}`,
  });
  const ids = new Map(
    components.map(({ purl }) => [purl, `SPDXRef-Package-${digestBytes(Buffer.from(purl)).slice(-40)}`]),
  );
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: subject.name,
    documentNamespace: `https://selvedge.dev/spdx/${encodeURIComponent(subject.name.toWellFormed())}-${uuid}`,
    creationInfo: { created, creators: [tool] },
    ...(gaps.length === 0 ? {} : { comment: `Not looked at: ${gaps.join('; ')}` }),
    documentDescribes: [subjectId],
    packages: [
      {
        SPDXID: subjectId,
        name: subject.name,
        ...(subject.version === undefined ? {} : { versionInfo: subject.version }),
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: 'NOASSERTION',
        copyrightText: 'NOASSERTION',
        primaryPackagePurpose: 'APPLICATION',
      },
      ...components.map((component) => ({
        SPDXID: ids.get(component.purl),
        ...packageOf(component),
        annotations: listingTexts(component).map((text) => annotation(listingProperty, text)),
      })),
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: subjectId },
      ...direct.flatMap((purl) => relationsOf(purl, bom, ids)),
      ...components.flatMap(({ purl, dependsOn }) =>
        dependsOn.map((to) => ({
          spdxElementId: ids.get(purl),
          relationshipType: 'DEPENDS_ON',
          relatedSpdxElement: ids.get(to),
        })),
      ),
    ],
    annotations: bomTexts(bom).map((text) => annotation(fileProperty, text)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const subjectId = 'SPDXRef-Subject';

function packageOf({ purl, parts, hashes, licence, source, scope }: BomComponent): Record<string, unknown> {
  const expression = licence === undefined ? undefined : spdxExpression(licence);
  return {
    name: parts === undefined ? purl : [parts.namespace, parts.name].filter((part) => part !== undefined).join('/'),
    ...(parts?.version === undefined ? {} : { versionInfo: parts.version }),
    downloadLocation: source !== undefined && isDownload(source) ? source : 'NOASSERTION',
    filesAnalyzed: false,
    ...(hashes.length === 0
      ? {}
      : {
          checksums: hashes.map(({ algorithm, hex }) => ({
            algorithm: algorithm.replace('-', ''),
            checksumValue: hex,
          })),
        }),
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: expression ?? 'NOASSERTION',
    ...(licence === undefined || expression !== undefined ? {} : { licenseComments: licence }),
    copyrightText: 'NOASSERTION',
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
    ...(scope === 'required' ? {} : { comment: `scope: ${scope}` }),
    primaryPackagePurpose: parts?.type === 'docker' || parts?.type === 'oci' ? 'CONTAINER' : 'LIBRARY',
  };
}

const relationships = {
  dev: 'DEV_DEPENDENCY_OF',
  test: 'TEST_DEPENDENCY_OF',
  build: 'BUILD_DEPENDENCY_OF',
  optional: 'OPTIONAL_DEPENDENCY_OF',
  provided: 'PROVIDED_DEPENDENCY_OF',
  peer: 'RUNTIME_DEPENDENCY_OF',
} as const;

/** How the subject depends on it: by the scopes of the places that list it. */
function relationsOf(purl: string, { components }: Bom, ids: ReadonlyMap<string, string>): Record<string, unknown>[] {
  const component = findComponent(components, purl);
  const scopes = new Set(component?.listings.map(({ listed }) => listed.scope));
  const [scope] = scopes;
  if (scopes.size !== 1 || scope === undefined)
    return [{ spdxElementId: subjectId, relationshipType: 'DEPENDS_ON', relatedSpdxElement: ids.get(purl) }];
  return [{ spdxElementId: ids.get(purl), relationshipType: relationships[scope], relatedSpdxElement: subjectId }];
}

/** Components stand in the order of their purls. */
function findComponent(components: readonly BomComponent[], purl: string): BomComponent | undefined {
  let low = 0;
  let high = components.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((components[middle]?.purl ?? '') < purl) low = middle + 1;
    else high = middle;
  }
  return components[low]?.purl === purl ? components[low] : undefined;
}

function isDownload(source: string): boolean {
  return /^(?:https?|ssh|git|ftp|(?:git|hg|svn|bzr)\+[a-z]+):\/\/[^\s"<>\\^`{|}]+$/.test(source);
}

/** SPDX’s times have no parts of seconds. */
function withoutFraction(timestamp: string): string {
  return timestamp.replace(/\.\d+(?=Z$)/, '');
}
