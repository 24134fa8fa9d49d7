import type { DependencyFile, ListedPackage } from '#ground/model';
import { formatPurl, parsePurl, PurlError } from '#ground/packages';
import { Layers } from './layers.ts';

/**
 * os-release of a root file system names the distribution of the packages installed there. In an image it may stand in another layer than they
 * do: then that of the image counts. What an upper layer covers or deletes was there once, and is left out. Packages of a distribution that
 * nothing names are told: no advisory could be about them.
 */
export function linkOperatingSystems(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const layers = new Layers(files);
  const releases = new Map<string | object, Distribution>();
  for (const file of files) {
    const distribution = file.format === 'os/os-release' ? distributionOf(file) : undefined;
    const images = layers.shownBy(file);
    if (distribution === undefined || images?.length === 0) continue;
    const root = rootOf(file.path, /(?:etc|usr\/lib)\/os-release$/);
    // The first of a root, and of an image; the last of an archive, since nothing tells the order of its layers.
    for (const place of [root, ...(images ?? [])]) if (!releases.has(place)) releases.set(place, distribution);
    if (images === undefined && root.includes('!/')) releases.set(archiveOf(root), distribution);
  }
  return files.map((file) => {
    const place = databases.find(({ format }) => format === file.format)?.place;
    if (place === undefined || file.packages.length === 0) return file;
    const images = layers.shownBy(file);
    if (images?.length === 0) return { ...file, packages: [] };
    const root = rootOf(file.path, place);
    const around = images === undefined ? [archiveOf(root)] : images;
    const distribution = [root, ...around].map((one) => releases.get(one)).find((one) => one !== undefined);
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
function archiveOf(path: string): string {
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
