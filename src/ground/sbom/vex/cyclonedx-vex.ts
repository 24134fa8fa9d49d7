import type { JsonNode } from '#ground/formats';
import { parsePurl, PurlError } from '#ground/packages';
import { compareText, uuidOf } from '../bom.ts';
import {
  isVexJustification,
  type VexDocument,
  type VexJustification,
  type VexProduct,
  type VexStatement,
  type VexStatus,
} from './document.ts';

const states: Readonly<Record<VexStatus, string>> = {
  not_affected: 'not_affected',
  affected: 'exploitable',
  fixed: 'resolved',
  under_investigation: 'in_triage',
};

const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['false_positive', 'not_affected'],
  ['exploitable', 'affected'],
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['in_triage', 'under_investigation'],
]);

/** CycloneDX has justifications of its own; the exact one is kept in a property. */
const written: Readonly<Record<VexJustification, string>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

const understood: ReadonlyMap<string, VexJustification> = new Map([
  ['code_not_present', 'vulnerable_code_not_present'],
  ['code_not_reachable', 'vulnerable_code_not_in_execute_path'],
  ['requires_configuration', 'vulnerable_code_not_in_execute_path'],
  ['requires_dependency', 'vulnerable_code_not_in_execute_path'],
  ['requires_environment', 'vulnerable_code_cannot_be_controlled_by_adversary'],
  ['protected_by_compiler', 'inline_mitigations_already_exist'],
  ['protected_at_runtime', 'inline_mitigations_already_exist'],
  ['protected_at_perimeter', 'inline_mitigations_already_exist'],
  ['protected_by_mitigating_control', 'inline_mitigations_already_exist'],
]);

const idProperty = 'selvedge:vex-id';
const justificationProperty = 'selvedge:justification';
const withinProperty = 'selvedge:within';

/** CycloneDX 1.6 (JSON) with the vulnerabilities’ analysis, and the products as components. */
export function writeCycloneDxVex(document: VexDocument): string {
  const { id, author, timestamp, version, statements } = document;
  const purls = [...new Set(statements.flatMap(({ products }) => products.map(({ purl }) => purl)))].sort(compareText);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(document))}`,
    version,
    metadata: {
      timestamp,
      tools: { components: [{ type: 'application', name: 'selvedge' }] },
      authors: [{ name: author }],
      properties: [{ name: idProperty, value: id }],
    },
    components: purls.map((purl) => {
      const parsed = parsePurl(purl);
      const parts = parsed instanceof PurlError ? undefined : parsed;
      return {
        type: 'library',
        'bom-ref': purl,
        ...(parts?.namespace === undefined ? {} : { group: parts.namespace }),
        name: parts?.name ?? purl,
        ...(parts?.version === undefined ? {} : { version: parts.version }),
        purl,
      };
    }),
    vulnerabilities: statements.map(vulnerabilityOf),
  };
  return `${JSON.stringify(bom, undefined, 2)}\n`;
}

function vulnerabilityOf(statement: VexStatement): Record<string, unknown> {
  const { vulnerability, aliases, products, status, justification, impact, action, timestamp } = statement;
  const properties = [
    ...(justification === undefined ? [] : [{ name: justificationProperty, value: justification }]),
    ...products.flatMap(({ purl, within }) =>
      within === undefined ? [] : [{ name: withinProperty, value: `${purl} ${within}` }],
    ),
  ];
  return {
    id: vulnerability,
    ...(aliases.length === 0
      ? {}
      : { references: aliases.map((alias) => ({ id: alias, source: { name: databaseOf(alias) } })) }),
    ...(action === undefined ? {} : { recommendation: action }),
    analysis: {
      state: states[status],
      ...(justification === undefined ? {} : { justification: written[justification] }),
      ...(impact === undefined ? {} : { detail: impact }),
      ...(timestamp === undefined ? {} : { firstIssued: timestamp }),
    },
    affects: [...new Set(products.map(({ purl }) => purl))].map((ref) => ({ ref })),
    ...(properties.length === 0 ? {} : { properties }),
  };
}

function databaseOf(id: string): string {
  if (id.startsWith('CVE-')) return 'NVD';
  return id.startsWith('GHSA-') ? 'GitHub Advisories' : 'OSV';
}

/** The vulnerabilities of a CycloneDX document, 1.4 to 1.7. What it says of none is left out. */
export function readCycloneDxVex(root: JsonNode): VexDocument {
  const metadata = root.get('metadata');
  const purls = purlsByRef(root);
  return {
    id: propertyOf(metadata, idProperty) ?? root.get('serialNumber')?.text ?? '',
    author:
      metadata?.get('authors')?.items[0]?.get('name')?.text ??
      metadata?.get('manufacturer')?.get('name')?.text ??
      metadata?.get('supplier')?.get('name')?.text ??
      '',
    timestamp: metadata?.get('timestamp')?.text ?? '',
    version: root.get('version')?.number ?? 1,
    statements: (root.get('vulnerabilities')?.items ?? []).flatMap((node) => statementOf(node, purls) ?? []),
  };
}

function statementOf(node: JsonNode, purls: ReadonlyMap<string, string>): VexStatement | undefined {
  const vulnerability = node.get('id')?.text;
  const analysis = node.get('analysis');
  const status = statuses.get(analysis?.get('state')?.text ?? '');
  if (vulnerability === undefined || status === undefined) return undefined;
  const exact = propertyOf(node, justificationProperty);
  const justification = isVexJustification(exact) ? exact : understood.get(analysis?.get('justification')?.text ?? '');
  const impact = analysis?.get('detail')?.text;
  const action = node.get('recommendation')?.text ?? node.get('workaround')?.text;
  const timestamp = analysis?.get('lastUpdated')?.text ?? analysis?.get('firstIssued')?.text;
  return {
    vulnerability,
    aliases: (node.get('references')?.items ?? []).flatMap((reference) => reference.get('id')?.text ?? []),
    products: productsOf(node, purls),
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function productsOf(node: JsonNode, purls: ReadonlyMap<string, string>): readonly VexProduct[] {
  const within = new Map<string, string[]>();
  for (const property of node.get('properties')?.items ?? []) {
    const [purl = '', whole] =
      property.get('name')?.text === withinProperty ? (property.get('value')?.text ?? '').split(' ') : [];
    if (whole !== undefined) within.set(purl, [...(within.get(purl) ?? []), whole]);
  }
  return (node.get('affects')?.items ?? []).flatMap((affected): VexProduct[] => {
    const ref = affected.get('ref')?.text ?? '';
    const purl = purls.get(ref) ?? purlIn(ref);
    if (purl === undefined) return [];
    return within.get(purl)?.map((whole) => ({ purl, within: whole })) ?? [{ purl }];
  });
}

/** A purl, or a BOM-Link (`urn:cdx:…/1#pkg%3A…`) to one. */
function purlIn(ref: string): string | undefined {
  if (ref.startsWith('pkg:')) return ref;
  const hash = ref.startsWith('urn:cdx:') ? ref.indexOf('#') : -1;
  if (hash === -1) return undefined;
  const fragment = ref.slice(hash + 1);
  if (fragment.startsWith('pkg:')) return fragment;
  return fragment.toLowerCase().startsWith('pkg%3a') ? decoded(fragment) : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function purlsByRef(root: JsonNode): ReadonlyMap<string, string> {
  const purls = new Map<string, string>();
  const subject = root.get('metadata')?.get('component');
  for (const component of [...(subject === undefined ? [] : [subject]), ...(root.get('components')?.items ?? [])]) {
    const ref = component.get('bom-ref')?.text;
    const purl = component.get('purl')?.text;
    if (ref !== undefined && purl !== undefined) purls.set(ref, purl);
  }
  return purls;
}

function propertyOf(node: JsonNode | undefined, name: string): string | undefined {
  return node
    ?.get('properties')
    ?.items.find((property) => property.get('name')?.text === name)
    ?.get('value')?.text;
}
