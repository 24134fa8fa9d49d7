import type { Draft } from '../../dependency-graph.ts';
import { type Problems, quoted } from '../../problems.ts';
import { npmPurl } from './specifier.ts';

/** What something is called: an entry of a lockfile, or the tarball that is fetched for it. */
export interface Called {
  readonly name: string;
  readonly version?: string | undefined;
}

/**
 * Holds what an entry calls itself against what is fetched for it. Where they differ, says so, and returns the package that is fetched: to be listed
 * beside the entry. An entry without a version gets that of its tarball.
 */
export function fetchedBeside(
  listed: Draft,
  entry: Called,
  fetched: Called | undefined,
  problems: Problems,
): Draft | undefined {
  if (fetched === undefined) return undefined;
  const isSameName = entry.name === fetched.name;
  if (isSameName && plainVersion(entry.version) === plainVersion(fetched.version)) return undefined;
  const purl = npmPurl(fetched.name, fetched.version);
  if (purl === undefined) return undefined;
  if (isSameName && plainVersion(entry.version) === '') {
    listed.purl = purl;
    return undefined;
  }
  problems.add(
    'duplicate',
    listed.line,
    `The entry calls itself ${quoted(labelOf(entry))} and is fetched as ${quoted(labelOf(fetched))}: both were listed.`,
    listed.purl,
  );
  return { ...listed, purl };
}

/** What the address of a tarball says that it is, laid out as registries and their mirrors do: `…/name/-/name-1.0.0.tgz`. */
export function tarballOf(address: string | undefined): Called | undefined {
  // Whatever is encoded, two slashes around a hyphen or their code stand in it.
  if (address === undefined || !/(?:[/\\]|%2f|%5c)(?:-|%2d)(?:[/\\]|%2f|%5c)/i.test(address)) return undefined;
  const path = pathOf(address);
  const at = path.lastIndexOf('/-/');
  const before = path.slice(0, Math.max(at, 0)).split('/');
  const base = before.pop() ?? '';
  const scope = before.pop() ?? '';
  const file = path.slice(at + '/-/'.length);
  // Some registries repeat the scope.
  const stem = file.startsWith(`${scope}/`) ? file.slice(scope.length + 1) : file;
  if (base === '' || !stem.startsWith(`${base}-`) || !stem.endsWith('.tgz')) return undefined;
  const version = stem.slice(base.length + 1, -'.tgz'.length);
  if (version.length > 256 || !/^v?\d+\.\d+\.\d+[\w.+-]*$/.test(version)) return undefined;
  return { name: scope.startsWith('@') ? `${scope}/${base}` : base, version };
}

/** As whoever fetches it understands it: dots resolved, characters decoded. */
function pathOf(address: string): string {
  // pnpm writes some without their registry.
  const url = URL.parse(address, 'https://registry.npmjs.org/');
  try {
    return decodeURIComponent(url?.pathname ?? '');
  } catch {
    return '';
  }
}

/** Registries leave out what stands behind a plus. */
function plainVersion(version = ''): string {
  return version.replace(/^[v=]+/, '').replace(/\+.*$/s, '');
}

function labelOf({ name, version = '' }: Called): string {
  return version === '' ? name : `${name}@${version}`;
}
