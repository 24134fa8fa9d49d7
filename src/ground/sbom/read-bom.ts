import type { DependencyFile, DependencyFileProblem, ListedPackage } from '#ground/model';
import { formatPurl, parsePurl, PurlError, type Purl } from '#ground/packages';
import { fileProperty, listingProperty, restoredFiles } from './listing.ts';

/** What an SBOM of any format says, as it was read. */
export interface ReadSbom {
  /** The format and its version, as the document has them: `CycloneDX 1.6`, `SPDX-2.3`. */
  readonly specification: string;
  /** Everything as one file: each component is a package, on the line where it stands in the SBOM. */
  readonly content: Omit<DependencyFile, 'path' | 'format'>;
  /** The files that it was made from, if Selvedge wrote it. */
  readonly files?: readonly DependencyFile[];
}

export type SbomErrorCode = 'malformed' | 'too-deep' | 'too-large' | 'timed-out' | 'unsupported';

/** A document that is no SBOM, or of which nothing can be said. `line` counts from 1. */
export class SbomError extends Error {
  readonly code: SbomErrorCode;
  readonly line: number;

  constructor(code: SbomErrorCode, message: string, line: number) {
    super(message);
    this.name = 'SbomError';
    this.code = code;
    this.line = line;
  }
}

/** One component as a format has it. */
export interface ReadComponent {
  /** What the document’s relations call it; unique in a sound document. */
  readonly ref: string | undefined;
  readonly purl: string | undefined;
  /** As a field of its own. It counts where the purl has none. */
  readonly version?: string | undefined;
  /** For people, where it has no purl. */
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly scope?: Exclude<ListedPackage['scope'], undefined>;
  readonly licence?: string;
  readonly integrity?: string;
  readonly source?: string;
  /** It is software that somebody installs, so that one without a purl is worth a word. */
  readonly isPackage: boolean;
  /** By the name of a property or annotation of ours. */
  readonly ours: readonly string[];
}

export interface ReadRelations {
  /** From the one that needs to those that it needs. */
  readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the document is about. */
  readonly subject: string | undefined;
  /** How the subject needs it, by ref. */
  readonly scopes?: ReadonlyMap<string, Exclude<ListedPackage['scope'], undefined>>;
}

/** How many problems of one kind are told one by one. */
const mostProblems = 20;

/** Puts together what a format’s reader has gathered. Linear in components and relations. */
export function assembled(
  specification: string,
  root: DependencyFile['root'],
  components: readonly ReadComponent[],
  { edges, subject, scopes }: ReadRelations,
  ourFiles: readonly string[],
): ReadSbom {
  const problems: DependencyFileProblem[] = [];
  const positions = new Map<string, number>();
  const kept: { readonly component: ReadComponent; readonly purl: string }[] = [];
  let unnamed = 0;
  for (const component of components) {
    if (component.ref !== undefined && component.ref === subject) continue;
    const parsed = component.purl === undefined ? undefined : parsePurl(component.purl);
    if (parsed === undefined || parsed instanceof PurlError) {
      if (component.isPackage && unnamed++ < mostProblems)
        problems.push({ kind: 'malformed', line: component.line, detail: complaintAbout(component, parsed) });
      continue;
    }
    if (component.ref !== undefined && !positions.has(component.ref)) positions.set(component.ref, kept.length);
    kept.push({ component, purl: formatPurl(asListed(withVersion(parsed, component.version))) });
  }
  if (unnamed > mostProblems)
    problems.push({
      kind: 'malformed',
      line: 1,
      detail: `${unnamed - mostProblems} more components have no package URL that can be read.`,
    });
  const direct = subject === undefined ? undefined : edges.get(subject);
  const packages = kept.map(({ component, purl }, index): ListedPackage => {
    const { ref, line, endLine, licence, integrity, source } = component;
    const scope = (ref === undefined ? undefined : scopes?.get(ref)) ?? component.scope;
    const dependsOn = [...(ref === undefined ? [] : (edges.get(ref) ?? []))]
      .flatMap((to) => positions.get(to) ?? [])
      .filter((to) => to !== index)
      .sort((a, b) => a - b);
    return {
      purl,
      line,
      ...(endLine === line ? {} : { endLine }),
      ...(ref !== undefined && (direct?.has(ref) === true || scopes?.has(ref) === true) ? { direct: true } : {}),
      ...(scope === undefined ? {} : { scope }),
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...new Set(dependsOn)] }),
      ...(integrity === undefined ? {} : { integrity }),
      ...(source === undefined ? {} : { source }),
      ...(licence === undefined ? {} : { licence }),
    };
  });
  const files = restoredFiles(
    ourFiles,
    components.flatMap(({ purl, ours }) => ours.map((text) => ({ purl: purl ?? '', text }))),
  );
  return {
    specification,
    content: {
      role: 'lockfile',
      ...(root === undefined ? {} : { root }),
      packages,
      ...(problems.length === 0 ? {} : { problems }),
    },
    ...(files === undefined ? {} : { files }),
  };
}

/** The value of an annotation or property of ours, by its name. */
export function ourText(kind: 'file' | 'listing', comment: string): string | undefined {
  const name = kind === 'file' ? fileProperty : listingProperty;
  return comment.startsWith(`${name} `) ? comment.slice(name.length + 1) : undefined;
}

/** `https://user:password@host/` loses what stands before the `@`. */
export function withoutCredentials(url: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return undefined;
  const slash = url.indexOf('/', url.indexOf('://') + 3);
  const authority = url.slice(0, slash === -1 ? undefined : slash);
  const at = authority.lastIndexOf('@');
  return at === -1 ? url : url.slice(0, url.indexOf('://') + 3) + url.slice(at + 1);
}

function withVersion(purl: Purl, version = ''): Purl {
  return purl.version === undefined && version !== '' ? { ...purl, version } : purl;
}

/** Without checksums, which stand elsewhere, and without credentials in the URLs that qualifiers hold. */
function asListed(purl: Purl): Purl {
  if (purl.qualifiers === undefined) return purl;
  const qualifiers = Object.entries(purl.qualifiers).flatMap(([key, value]) =>
    key === 'checksum' ? [] : [[key, withoutCredentials(value) ?? value] as const],
  );
  return { ...purl, qualifiers: Object.fromEntries(qualifiers) };
}

function complaintAbout({ name, purl }: ReadComponent, parsed: PurlError | undefined): string {
  const called = name.slice(0, 100);
  return purl === undefined || parsed === undefined
    ? `The component ${called} has no package URL.`
    : `The package URL of the component ${called} cannot be read: ${parsed.detail}.`;
}
