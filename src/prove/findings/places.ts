import { canonicalJson, type Locus } from '#ground/model';
import type { PriorFinding } from './prior.ts';

// Keys that two findings share when one may be the other after a change of the code. Undefined: not by this likeness.

/**
 * Rule and locus apart from the file that the locus names, for a file that moved. Where the rest of the locus could be
 * another file's too, the file's name or the redacted text must agree; for a secret known by its name alone, the text.
 */
export function placeInMovedFile(
  finding: PriorFinding,
  likeness: 'name and text' | 'text' | 'name' | 'locus',
): string | undefined {
  const { rule, locus, excerpt = '' } = finding;
  const portable = withoutFile(locus);
  if (portable === undefined) return undefined;
  const place = `${rule}\n${canonicalJson(portable)}\n${likeness}`;
  switch (likeness) {
    case 'name and text':
      return excerpt === '' ? undefined : `${place}\n${basename(finding.location.path)}\n${excerpt}`;
    case 'text':
      return excerpt === '' ? undefined : `${place}\n${excerpt}`;
    case 'name':
      return locus.kind === 'secret' && locus.value === undefined
        ? undefined
        : `${place}\n${basename(finding.location.path)}`;
    case 'locus':
      return locus.kind === 'symbol' ||
        locus.kind === 'package' ||
        (locus.kind === 'secret' && locus.value !== undefined)
        ? place
        : undefined;
    default:
      return likeness satisfies never;
  }
}

function withoutFile(locus: Locus): object | undefined {
  switch (locus.kind) {
    case 'secret':
    case 'symbol':
      return locus.path === undefined ? undefined : { ...locus, path: undefined };
    case 'step':
    case 'file':
      return { ...locus, path: undefined };
    case 'package':
      return { ...locus, manifest: undefined };
    case 'resource':
      return undefined;
    default:
      return locus satisfies never;
  }
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Rule, file and redacted text. Never for secrets: the redactions of two different ones can look alike. */
export function textInFile(finding: PriorFinding): string | undefined {
  if (finding.excerpt === undefined || finding.excerpt === '' || finding.locus.kind === 'secret') return undefined;
  return `${finding.rule}\n${finding.locus.kind}\n${finding.location.path}\n${finding.excerpt}`;
}

/** Rule, file, and one half of a code locus; or a package and advisory without the version. */
export function placeInFile(finding: PriorFinding, half: 'symbol' | 'snippet'): string | undefined {
  const { rule, locus, location } = finding;
  if (locus.kind === 'symbol') return `${rule}\n${half}\n${location.path}\n${locus[half]}`;
  if (locus.kind !== 'package') return undefined;
  return `${rule}\npackage\n${locus.manifest}\n${locus.advisory ?? ''}\n${withoutVersion(locus.purl)}`;
}

/** purl: `@version` comes before `?qualifiers` and `#subpath`; a scope's `@` is percent-encoded (purl-spec, section 5). */
function withoutVersion(purl: string): string {
  const end = purl.search(/[?#]/);
  const path = end === -1 ? purl : purl.slice(0, end);
  const version = path.lastIndexOf('@');
  return version > path.lastIndexOf('/') ? path.slice(0, version) : path;
}
