import { formatPurl, parsePurl, PurlError } from '#ground/packages';
import type { RegistryType } from '#ground/registries';

/** The package URL of a version, of its registry's name for it. */
export function purlOf(type: RegistryType, name: string, version: string): string {
  const slash = type === 'npm' || type === 'golang' ? name.lastIndexOf('/') : -1;
  return formatPurl({
    type,
    ...(slash > 0 && { namespace: name.slice(0, slash) }),
    name: name.slice(slash + 1),
    version,
  });
}

/** The registry's name and the version of a package URL; undefined for what is none, or has no version. */
export function nameAndVersion(purl: string): { type: string; name: string; version: string } | undefined {
  const parsed = parsePurl(purl);
  if (parsed instanceof PurlError || parsed.version === undefined) return undefined;
  const name = parsed.namespace === undefined ? parsed.name : `${parsed.namespace}/${parsed.name}`;
  return { type: parsed.type, name, version: parsed.version };
}
