import type { ListedPackage } from '#ground/model';
import { formatPurl, parsePurl, PurlError } from '#ground/packages';

/**
 * The package URLs under which advisories speak about a package. Mostly its own. Debian's and Alpine's speak of the source package, with its
 * version; those of rpm's distributions of one or the other, with the epoch in front of the version.
 */
export function purlsInAdvisories({ purl, builtFrom }: ListedPackage): readonly string[] {
  if (builtFrom === undefined) return [purl];
  if (!builtFrom.startsWith('pkg:rpm/')) return [builtFrom];
  return [...new Set([purl, builtFrom].map(withEpoch))];
}

function withEpoch(text: string): string {
  const purl = parsePurl(text);
  const epoch = purl instanceof PurlError ? undefined : purl.qualifiers?.['epoch'];
  if (purl instanceof PurlError || purl.version === undefined || epoch === undefined) return text;
  const { epoch: _, ...qualifiers } = purl.qualifiers ?? {};
  return formatPurl({ ...purl, version: `${epoch}:${purl.version}`, qualifiers });
}
