import type { JsonNode } from '#ground/formats';
import type { ListedPackage } from '#ground/model';
import { assembled, ourText, type ReadComponent, type ReadSbom, SbomError, withoutCredentials } from './read-bom.ts';

type Scope = Exclude<ListedPackage['scope'], undefined>;

/** SPDX 2.2 and 2.3 as JSON: packages with their purls, and what depends on what. */
export function readSpdxJson(root: JsonNode): ReadSbom {
  const version = root.get('spdxVersion')?.text ?? '';
  if (version !== 'SPDX-2.2' && version !== 'SPDX-2.3')
    throw new SbomError(
      'unsupported',
      `${version.slice(0, 20) || 'this version of SPDX'} is not read; SPDX-2.2 and SPDX-2.3 are`,
      root.line,
    );
  const nodes = root.get('packages')?.items ?? [];
  const relations = relationsIn(root);
  const subject = relations.described.size === 1 ? [...relations.described][0] : undefined;
  const about = nodes.find((node) => node.get('SPDXID')?.text === subject);
  const name = about?.get('name')?.text ?? root.get('name')?.text;
  const subjectVersion = about?.get('versionInfo')?.text;
  const scopes = new Map<string, Scope>();
  for (const [from, scope, to] of relations.scoped) if (to === subject) scopes.set(from, scope);
  return assembled(
    version,
    name === undefined ? undefined : { name, ...(subjectVersion === undefined ? {} : { version: subjectVersion }) },
    nodes.map(componentOf),
    { edges: relations.edges, subject, scopes },
    annotationsIn(root, 'file'),
  );
}

interface Relations {
  readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  readonly described: ReadonlySet<string>;
  readonly scoped: readonly (readonly [from: string, scope: Scope, to: string])[];
}

const scopesByType: Readonly<Record<string, Scope>> = {
  DEV_DEPENDENCY_OF: 'dev',
  TEST_DEPENDENCY_OF: 'test',
  BUILD_DEPENDENCY_OF: 'build',
  OPTIONAL_DEPENDENCY_OF: 'optional',
  PROVIDED_DEPENDENCY_OF: 'provided',
  RUNTIME_DEPENDENCY_OF: 'peer',
};

function relationsIn(root: JsonNode): Relations {
  const edges = new Map<string, Set<string>>();
  const described = new Set((root.get('documentDescribes')?.items ?? []).flatMap(({ text }) => text ?? []));
  const scoped: (readonly [string, Scope, string])[] = [];
  const add = (from: string, to: string) => {
    const targets = edges.get(from);
    if (targets === undefined) edges.set(from, new Set([to]));
    else targets.add(to);
  };
  for (const relation of root.get('relationships')?.items ?? []) {
    const from = relation.get('spdxElementId')?.text;
    const to = relation.get('relatedSpdxElement')?.text;
    const type = relation.get('relationshipType')?.text ?? '';
    if (from === undefined || to === undefined) continue;
    if (type === 'DEPENDS_ON') add(from, to);
    else if (type === 'DEPENDENCY_OF') add(to, from);
    else if (type === 'DESCRIBES') described.add(to);
    else if (type === 'DESCRIBED_BY') described.add(from);
    else if (Object.hasOwn(scopesByType, type)) {
      const scope = scopesByType[type];
      if (scope !== undefined) scoped.push([from, scope, to]);
      add(to, from);
    }
  }
  return { edges, described, scoped };
}

function componentOf(node: JsonNode): ReadComponent {
  const { line, endLine } = node;
  const purl = (node.get('externalRefs')?.items ?? []).find(
    (reference) => reference.get('referenceType')?.text === 'purl',
  );
  const declared = node.get('licenseDeclared')?.text;
  const licence = isSaid(declared)
    ? declared
    : isSaid(node.get('licenseConcluded')?.text)
      ? node.get('licenseConcluded')?.text
      : node.get('licenseComments')?.text;
  const location = node.get('downloadLocation')?.text;
  const source = isSaid(location) ? withoutCredentials(location.slice(0, 500)) : undefined;
  const integrity = integrityOf(node);
  return {
    ref: node.get('SPDXID')?.text,
    purl: purl?.get('referenceLocator')?.text,
    version: node.get('versionInfo')?.text,
    name: node.get('name')?.text ?? '',
    line,
    endLine,
    ...(licence === undefined ? {} : { licence: licence.slice(0, 500) }),
    ...(integrity === undefined ? {} : { integrity }),
    ...(source === undefined ? {} : { source }),
    isPackage: (node.get('primaryPackagePurpose')?.text ?? 'LIBRARY') === 'LIBRARY',
    ours: annotationsIn(node, 'listing'),
  };
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== 'NOASSERTION' && text !== 'NONE';
}

const strengths = ['SHA512', 'SHA384', 'SHA256', 'SHA1', 'MD5'];

function integrityOf(node: JsonNode): string | undefined {
  const checksums = node.get('checksums')?.items ?? [];
  for (const algorithm of strengths) {
    const hex = checksums.find((one) => one.get('algorithm')?.text === algorithm)?.get('checksumValue')?.text;
    if (hex !== undefined && /^[0-9a-fA-F]{32,128}$/.test(hex))
      return `${algorithm.toLowerCase()}:${hex.toLowerCase()}`;
  }
  return undefined;
}

function annotationsIn(node: JsonNode, kind: 'file' | 'listing'): string[] {
  return (node.get('annotations')?.items ?? []).flatMap(
    (annotation) => ourText(kind, annotation.get('comment')?.text ?? '') ?? [],
  );
}
