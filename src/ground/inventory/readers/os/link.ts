import type { DependencyFile, ListedPackage } from '#ground/model';
import { formatPurl, parsePurl, PurlError } from '#ground/packages';
import { withoutCovered } from './layers.ts';

/**
 * os-release of a root file system names the distribution of the packages installed there. In an image it may stand in another layer than they
 * do: then that of the whole image counts. A database in a lower layer is covered by that of an upper one. Packages of a distribution that nothing names are told: no advisory could be about them.
 */
export function linkOperatingSystems(given: readonly DependencyFile[]): readonly DependencyFile[] {
  const files = withoutCovered(given);
  const releases = new Map<string, Distribution>();
  for (const file of files) {
    const distribution = file.format === 'os/os-release' ? distributionOf(file) : undefined;
    if (distribution === undefined) continue;
    const root = rootOf(file.path, /(?:etc|usr\/lib)\/os-release$/);
    // The first of a root; the last of an image, whose upper layers come later.
    if (!releases.has(root)) releases.set(root, distribution);
    if (root.includes('!/')) releases.set(imageOf(root), distribution);
  }
  return files.map((file) => {
    const place = databases.find(({ format }) => format === file.format)?.place;
    if (place === undefined || file.packages.length === 0) return file;
    const root = rootOf(file.path, place);
    const distribution = releases.get(root) ?? releases.get(imageOf(root));
    return distribution === undefined ? untold(file) : named(file, distribution);
  });
}

const databases = [
  { format: 'os/dpkg', place: /var\/lib\/dpkg\/status(?:\.d\/[^/]+)?$/ },
  { format: 'os/apk', place: /(?:usr\/)?lib\/apk\/db\/installed$/ },
  { format: 'os/rpm', place: /(?:var\/lib|usr\/lib\/sysimage)\/rpm\/rpmdb\.sqlite$/ },
] as const;

interface Distribution {
  readonly namespace: string;
  readonly distro: string;
}

function distributionOf({ root }: DependencyFile): Distribution | undefined {
  if (root === undefined) return undefined;
  const { name, version } = root;
  return { namespace: namespaces.get(name) ?? name, distro: version === undefined ? name : `${name}-${version}` };
}

/** Where purls call a distribution otherwise than it calls itself. */
const namespaces: ReadonlyMap<string, string> = new Map([
  ['rhel', 'redhat'],
  ['opensuse-leap', 'opensuse'],
  ['opensuse-tumbleweed', 'opensuse'],
  ['sles', 'suse'],
  ['amzn', 'amazon'],
  ['ol', 'oracle'],
]);

function rootOf(path: string, inside: RegExp): string {
  return path.replace(inside, '');
}

/** The outermost archive of a path inside of one. */
function imageOf(path: string): string {
  const mark = path.indexOf('!/');
  return mark === -1 ? path : path.slice(0, mark);
}

function named(file: DependencyFile, distribution: Distribution): DependencyFile {
  const packages = file.packages.map((listed): ListedPackage => {
    const { purl, builtFrom } = listed;
    if (builtFrom === undefined) return { ...listed, purl: distributed(purl, distribution) };
    const upstream = upstreamOf(purl, builtFrom);
    return {
      ...listed,
      purl: distributed(purl, distribution, upstream),
      builtFrom: distributed(builtFrom, distribution),
    };
  });
  return { ...file, packages };
}

/**
 * The source package, where it has another name, as the qualifier `upstream`: whoever has the purl alone (an SBOM, a server) finds advisories by
 * it. Not for rpm, whose distributions name either package.
 */
function upstreamOf(text: string, source: string): string | undefined {
  const [purl, from] = [parsePurl(text), parsePurl(source)];
  if (purl instanceof PurlError || from instanceof PurlError || purl.type === 'rpm') return undefined;
  return from.name === purl.name ? undefined : from.name;
}

function distributed(text: string, { namespace, distro }: Distribution, upstream?: string): string {
  const purl = parsePurl(text);
  if (purl instanceof PurlError) return text;
  const qualifiers = { ...purl.qualifiers, distro, ...(upstream !== undefined && { upstream }) };
  return formatPurl({ ...purl, namespace, qualifiers });
}

function untold(file: DependencyFile): DependencyFile {
  const detail = 'Nothing tells of which distribution these packages are: no os-release stands in the same root.';
  return { ...file, problems: [...(file.problems ?? []), { kind: 'missing-file', line: 1, detail }] };
}
