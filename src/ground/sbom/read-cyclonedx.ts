import type { JsonNode, XmlElement } from '#ground/formats';
import { childOf, childrenOf, textOf } from '#ground/formats';
import type { ListedPackage } from '#ground/model';
import { fileProperty, listingProperty } from './listing.ts';
import { assembled, type ReadComponent, type ReadSbom, SbomError, withoutCredentials } from './read-bom.ts';

/** CycloneDX 1.2 to 1.7: components, also those within components, dependencies, scopes, licences and hashes. */
export function readCycloneDxJson(root: JsonNode): ReadSbom {
  const version = root.get('specVersion')?.text ?? '';
  supported(version, root.line);
  const metadata = root.get('metadata');
  const components: ReadComponent[] = [];
  gather(
    root.get('components'),
    (list) => list.items,
    (node) => node.get('components'),
    (node) => components.push(fromJson(node)),
  );
  const edges = new Map<string, Set<string>>();
  for (const dependency of root.get('dependencies')?.items ?? []) {
    const ref = dependency.get('ref')?.text;
    if (ref !== undefined) addAll(edges, ref, dependency.get('dependsOn')?.items.map(({ text }) => text) ?? []);
  }
  const subject = metadata?.get('component');
  const name = subject?.get('name')?.text;
  const subjectVersion = subject?.get('version')?.text;
  const files = (metadata?.get('properties')?.items ?? []).filter(
    (property) => property.get('name')?.text === fileProperty,
  );
  return assembled(
    `CycloneDX ${version}`,
    name === undefined ? undefined : { name, ...(subjectVersion === undefined ? {} : { version: subjectVersion }) },
    components,
    { edges, subject: subject?.get('bom-ref')?.text },
    files.flatMap((property) => property.get('value')?.text ?? []),
  );
}

/** The same, of the XML form; `root` is the element `bom`. */
export function readCycloneDxXml(root: XmlElement): ReadSbom {
  const version = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d+\.\d+)$/.exec(root.namespace)?.[1] ?? '';
  if (root.name !== 'bom') throw new SbomError('malformed', 'no CycloneDX document', root.line);
  supported(version, root.line);
  const metadata = childOf(root, 'metadata');
  const components: ReadComponent[] = [];
  gather(
    childOf(root, 'components'),
    (list) => childrenOf(list, 'component'),
    (element) => childOf(element, 'components'),
    (element) => components.push(fromXml(element)),
  );
  const edges = new Map<string, Set<string>>();
  for (const dependency of childrenOf(childOf(root, 'dependencies'), 'dependency')) {
    const ref = dependency.attributes.get('ref');
    if (ref !== undefined)
      addAll(
        edges,
        ref,
        childrenOf(dependency, 'dependency').map((to) => to.attributes.get('ref')),
      );
  }
  const subject = childOf(metadata, 'component');
  const name = textOf(subject, 'name');
  const subjectVersion = textOf(subject, 'version');
  return assembled(
    `CycloneDX ${version}`,
    name === undefined ? undefined : { name, ...(subjectVersion === undefined ? {} : { version: subjectVersion }) },
    components,
    { edges, subject: subject?.attributes.get('bom-ref') },
    childrenOf(childOf(metadata, 'properties'), 'property')
      .filter((property) => property.attributes.get('name') === fileProperty)
      .map(({ text }) => text),
  );
}

function supported(version: string, line: number): void {
  if (!/^1\.[2-7]$/.test(version))
    throw new SbomError('unsupported', `CycloneDX ${version.slice(0, 20)} is not read; 1.2 to 1.7 are`, line);
}

/** Components and those within them, in document order, without recursion: their depth is the document’s choice. */
function gather<List, Item>(
  list: List | undefined,
  itemsOf: (list: List) => readonly Item[],
  innerOf: (item: Item) => List | undefined,
  take: (item: Item) => void,
): void {
  const open: { readonly items: readonly Item[]; at: number }[] =
    list === undefined ? [] : [{ items: itemsOf(list), at: 0 }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const item = level.items[level.at++];
    if (item === undefined) {
      open.pop();
      continue;
    }
    take(item);
    const inner = innerOf(item);
    if (inner !== undefined) open.push({ items: itemsOf(inner), at: 0 });
  }
}

function fromJson(node: JsonNode): ReadComponent {
  const text = (key: string) => node.get(key)?.text;
  const properties = (node.get('properties')?.items ?? []).map((property) => ({
    name: property.get('name')?.text ?? '',
    value: property.get('value')?.text ?? '',
  }));
  const licences = (node.get('licenses')?.items ?? []).flatMap((choice) => {
    const licence = choice.get('license');
    return choice.get('expression')?.text ?? licence?.get('id')?.text ?? licence?.get('name')?.text ?? [];
  });
  const references = (node.get('externalReferences')?.items ?? []).map((reference) => ({
    type: reference.get('type')?.text ?? '',
    url: reference.get('url')?.text ?? '',
  }));
  const hashes = (node.get('hashes')?.items ?? []).map((hash) => ({
    algorithm: hash.get('alg')?.text ?? '',
    hex: hash.get('content')?.text ?? '',
  }));
  return componentOf(
    {
      ref: text('bom-ref') ?? text('purl'),
      type: text('type') ?? '',
      group: text('group'),
      name: text('name') ?? '',
      purl: text('purl'),
      version: text('version'),
      scope: text('scope'),
    },
    { properties, licences, references, hashes },
    node,
  );
}

function fromXml(element: XmlElement): ReadComponent {
  const properties = childrenOf(childOf(element, 'properties'), 'property').map((property) => ({
    name: property.attributes.get('name') ?? '',
    value: property.text,
  }));
  const licences = (childOf(element, 'licenses')?.children ?? []).flatMap((choice) =>
    choice.name === 'expression' ? choice.text : (textOf(choice, 'id') ?? textOf(choice, 'name') ?? []),
  );
  const references = childrenOf(childOf(element, 'externalReferences'), 'reference').map((reference) => ({
    type: reference.attributes.get('type') ?? '',
    url: textOf(reference, 'url') ?? '',
  }));
  const hashes = childrenOf(childOf(element, 'hashes'), 'hash').map((hash) => ({
    algorithm: hash.attributes.get('alg') ?? '',
    hex: hash.text,
  }));
  return componentOf(
    {
      ref: element.attributes.get('bom-ref') ?? textOf(element, 'purl'),
      type: element.attributes.get('type') ?? '',
      group: textOf(element, 'group'),
      name: textOf(element, 'name') ?? '',
      purl: textOf(element, 'purl'),
      version: textOf(element, 'version'),
      scope: textOf(element, 'scope'),
    },
    { properties, licences, references, hashes },
    element,
  );
}

interface Written {
  readonly ref: string | undefined;
  readonly type: string;
  readonly group: string | undefined;
  readonly name: string;
  readonly purl: string | undefined;
  readonly version: string | undefined;
  readonly scope: string | undefined;
}

interface Parts {
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly licences: readonly string[];
  readonly references: readonly { readonly type: string; readonly url: string }[];
  readonly hashes: readonly { readonly algorithm: string; readonly hex: string }[];
}

function componentOf(
  { ref, type, group, name, purl, version, scope }: Written,
  { properties, licences, references, hashes }: Parts,
  { line, endLine }: { readonly line: number; readonly endLine: number },
): ReadComponent {
  const hash = strongest(hashes);
  const source = withoutCredentials(
    (references.find(({ type }) => type === 'vcs' || type === 'distribution')?.url ?? '').slice(0, 500),
  );
  const licence =
    licences.length === 1 ? licences[0] : licences.map((one) => (/\s/.test(one) ? `(${one})` : one)).join(' AND ');
  const readScope = scopeOf(scope, properties);
  return {
    ref,
    purl,
    version,
    name: group === undefined ? name : `${group}/${name}`,
    line,
    endLine,
    ...(readScope === undefined ? {} : { scope: readScope }),
    ...(licence === undefined || licence === '' ? {} : { licence: licence.slice(0, 500) }),
    ...(hash === undefined ? {} : { integrity: hash }),
    ...(source === undefined ? {} : { source }),
    isPackage: type === 'library' || type === 'framework' || type === 'container',
    ours: properties.filter((property) => property.name === listingProperty).map(({ value }) => value),
  };
}

/** What ships is required. The npm plugin marks what is for development by a property. */
function scopeOf(
  scope: string | undefined,
  properties: Parts['properties'],
): Exclude<ListedPackage['scope'], undefined> | undefined {
  if (properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')) return 'dev';
  if (scope === 'optional') return 'optional';
  return scope === 'excluded' ? 'dev' : undefined;
}

const strengths = ['SHA-512', 'SHA-384', 'SHA-256', 'SHA-1', 'MD5'];

function strongest(hashes: Parts['hashes']): string | undefined {
  for (const algorithm of strengths) {
    const hash = hashes.find((one) => one.algorithm === algorithm && /^[0-9a-fA-F]{32,128}$/.test(one.hex));
    if (hash !== undefined) return `${algorithm.toLowerCase().replace('-', '')}:${hash.hex.toLowerCase()}`;
  }
  return undefined;
}

function addAll(edges: Map<string, Set<string>>, from: string, to: readonly (string | undefined)[]): void {
  const targets = edges.get(from) ?? new Set();
  for (const one of to) if (one !== undefined) targets.add(one);
  edges.set(from, targets);
}
