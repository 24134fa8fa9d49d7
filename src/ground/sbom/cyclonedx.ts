import type { Bom, BomComponent } from './bom.ts';
import { spdxExpression } from './licence.ts';
import { bomTexts, fileProperty, gapProperty, listingProperty, listingTexts } from './listing.ts';

/** CycloneDX 1.6 as a value; JSON is it, and XML says the same. Members stand in the order of the XML schema. */
export interface CycloneDx {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly serialNumber: string;
  readonly version: 1;
  readonly metadata: {
    readonly timestamp?: string;
    readonly tools: { readonly components: readonly CycloneDxComponent[] };
    readonly component: CycloneDxComponent;
    readonly properties: readonly Property[];
  };
  readonly components: readonly CycloneDxComponent[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  /** Where it is known to lack something. */
  readonly compositions?: readonly { readonly aggregate: 'incomplete'; readonly assemblies: readonly string[] }[];
}

export interface CycloneDxComponent {
  readonly type: 'library' | 'application' | 'container' | 'framework';
  readonly 'bom-ref'?: string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly scope?: 'required' | 'optional' | 'excluded';
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses?: readonly ({ readonly expression: string } | { readonly license: { readonly name: string } })[];
  readonly purl?: string;
  readonly externalReferences?: readonly { readonly type: 'distribution' | 'vcs'; readonly url: string }[];
  readonly properties?: readonly Property[];
  readonly evidence?: { readonly occurrences: readonly { readonly location: string; readonly line: number }[] };
}

interface Property {
  readonly name: string;
  readonly value: string;
}

/** The subject’s own reference: no purl begins so. */
export const subjectRef = 'selvedge:subject';

export function cycloneDxOf(bom: Bom): CycloneDx {
  const { subject, uuid, timestamp, gaps, components, direct } = bom;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: {
      ...(timestamp === undefined ? {} : { timestamp }),
      tools: { components: [{ type: 'application', name: 'selvedge', version: subject.toolVersion }] },
      component: {
        type: 'application',
        'bom-ref': subjectRef,
        name: subject.name,
        ...(subject.version === undefined ? {} : { version: subject.version }),
      },
      properties: [
        ...bomTexts(bom).map((value) => ({ name: fileProperty, value })),
        ...gaps.map((value) => ({ name: gapProperty, value })),
      ],
    },
    components: components.map((component) => componentOf(component, bom)),
    dependencies: [
      { ref: subjectRef, dependsOn: direct },
      ...components.map(({ purl, dependsOn }) => ({ ref: purl, dependsOn })),
    ],
    ...(gaps.length === 0 ? {} : { compositions: [{ aggregate: 'incomplete', assemblies: [subjectRef] }] }),
  };
}

export function writeCycloneDxJson(bom: Bom): string {
  return `${JSON.stringify({ $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', ...cycloneDxOf(bom) }, undefined, 2)}\n`;
}

function componentOf(component: BomComponent, { files }: Bom): CycloneDxComponent {
  const { purl, parts, scope, licence, hashes, source, listings } = component;
  const url = source === undefined ? undefined : referenceOf(source);
  return {
    type: parts?.type === 'docker' || parts?.type === 'oci' ? 'container' : 'library',
    'bom-ref': purl,
    ...(parts?.namespace === undefined ? {} : { group: parts.namespace }),
    name: parts?.name ?? purl,
    ...(parts?.version === undefined ? {} : { version: parts.version }),
    scope,
    ...(hashes.length === 0 ? {} : { hashes: hashes.map(({ algorithm, hex }) => ({ alg: algorithm, content: hex })) }),
    ...(licence === undefined ? {} : { licenses: [licenceOf(licence)] }),
    purl,
    ...(url === undefined ? {} : { externalReferences: [url] }),
    properties: listingTexts(component).map((value) => ({ name: listingProperty, value })),
    evidence: {
      occurrences: listings.map(({ file, listed }) => ({ location: files[file]?.path ?? '', line: listed.line })),
    },
  };
}

function licenceOf(licence: string): { readonly expression: string } | { readonly license: { readonly name: string } } {
  const expression = spdxExpression(licence);
  return expression === undefined ? { license: { name: licence } } : { expression };
}

/** Only what is a URL may stand as a reference. */
function referenceOf(source: string): { type: 'distribution' | 'vcs'; url: string } | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s"<>\\^`{|}]+$/i.test(source) || !URL.canParse(source)) return undefined;
  return { type: /^git[+:]|\.git(?:#|$)/.test(source) ? 'vcs' : 'distribution', url: source };
}
