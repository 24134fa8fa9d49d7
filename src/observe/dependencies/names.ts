import { parsePurl, type Purl, PurlError } from '#ground/packages';

/** A package URL that our own readers wrote, in parts. */
export function partsOf(purl: string): Purl {
  const parts = parsePurl(purl);
  if (parts instanceof PurlError) throw parts;
  return parts;
}

/** As its ecosystem writes it: `@scope/name`, `group:artifact`, `github.com/owner/module`. */
export function nameOf({ type, namespace, name }: Purl): string {
  if (namespace === undefined) return name;
  return `${namespace}${type === 'maven' ? ':' : '/'}${name}`;
}
