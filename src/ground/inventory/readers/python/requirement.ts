import { withoutCredentials } from '../../source-url.ts';
import { detached } from '../../text-lines.ts';
import { isName } from './pypi.ts';

/** A dependency specifier (PEP 508): `name[extra]>=1,<2; marker` or `name @ url`. */
export interface Requirement {
  /** As it is written. */
  readonly name: string;
  readonly extras: readonly string[];
  /** Without white space and parentheses: `>=1,<2`; empty for any version. */
  readonly specifier: string;
  /** Without credentials. */
  readonly url?: string;
  readonly marker?: string;
}

/** Undefined for what is none. Linear. */
export function parseRequirement(text: string): Requirement | undefined {
  if (text.length > 10_000) return undefined;
  const head = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\][]*)\]\s*)?/.exec(text);
  const written = head?.[1];
  if (head === null || written === undefined || !isName(written)) return undefined;
  const name = detached(written);
  const extras = (head[2] ?? '').split(',').flatMap((extra) => extra.trim() || []);
  const rest = text.slice(head[0].length);
  if (rest.startsWith('@')) {
    const [url = '', ...marker] = rest
      .slice(1)
      .trim()
      .split(/\s+;|;\s+/);
    return {
      name,
      extras,
      specifier: '',
      url: sourceOf(url.trim()),
      ...(marker.length > 0 && { marker: marker.join(';').trim() }),
    };
  }
  const semicolon = rest.indexOf(';');
  const specifier = (semicolon < 0 ? rest : rest.slice(0, semicolon)).replace(/[\s()]+/g, '').replace(/,$/, '');
  if (specifier !== '' && !specifier.split(',').every(isClause)) return undefined;
  const marker = semicolon < 0 ? '' : rest.slice(semicolon + 1).trim();
  return { name, extras, specifier, ...(marker !== '' && { marker }) };
}

/** A path, an archive or a repository, with its name where it tells: `git+https://…#egg=name`, `name-1.0-py3-none-any.whl`. */
export function fromPlace(text: string): Requirement | undefined {
  const marker = text.search(/\s;/);
  const place = (marker < 0 ? text : text.slice(0, marker)).trim();
  if (place.length > 10_000) return undefined;
  if (
    !/^(?:(?:git|hg|svn|bzr)\+|https?:\/\/|file:|\.{0,2}\/|[\w.-]+\/|\.{1,2}(?:\[|$)|~\/|[A-Za-z]:\\)|\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)(?:#|$)/.test(
      place,
    )
  )
    return undefined;
  const base =
    place
      .replace(/[#?].*$/s, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const file = base.slice(0, 300);
  const archive =
    /^([A-Za-z0-9][\w.]*)-(\d[\w.!+]*)(?:-[\w.]+){3,4}\.whl$/.exec(file) ??
    /^([A-Za-z0-9][\w.-]*)-(\d[\w.!+]*?)\.(?:zip|tar\.gz|tgz|tar\.bz2)$/.exec(file);
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]*)/.exec(place)?.[1];
  const name = egg ?? archive?.[1] ?? '';
  return {
    name: isName(name) ? name : '',
    extras: [],
    specifier: archive?.[2] === undefined ? '' : `==${archive[2]}`,
    url: sourceOf(place),
  };
}

/** The one version that a specifier allows; undefined when it allows more. */
export function pinnedVersion(specifier: string): string | undefined {
  return /^={2,3}([^,*=<>!~]+)$/.exec(specifier)?.[1];
}

function isClause(clause: string): boolean {
  return /^(?:~=|={2,3}|!=|<=?|>=?)[\w.*+!-]+$/.test(clause);
}

/** A URL, `git+https://host/path@revision` too, or a path, without credentials and fragment. */
export function sourceOf(text: string): string {
  const vcs = /^(git|hg|svn|bzr)\+(.*)$/s.exec(text);
  const written = (vcs?.[2] ?? text).replace(/#.*$/s, '');
  const { address, revision } = vcs === null ? { address: written, revision: '' } : atRevision(written);
  const plain = withoutCredentials(address).slice(0, 1000);
  return `${vcs === null ? '' : `${vcs[1]}+`}${plain}${revision === '' ? '' : `@${revision.slice(0, 100)}`}`;
}

/** The `@revision` behind the path of a repository's URL; an `@` before it is a user's. */
export function atRevision(url: string): { readonly address: string; readonly revision: string } {
  const at = url.lastIndexOf('@');
  const path = url.indexOf('/', url.indexOf('://') + 3);
  return at > path && path > 0
    ? { address: url.slice(0, at), revision: url.slice(at + 1) }
    : { address: url, revision: '' };
}

/** Whether a revision is a commit: nothing else stays what it is. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(revision);
}
