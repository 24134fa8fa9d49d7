import { FeedError, type FeedProblems } from './feed-error.ts';
import { dateIn, instantIn, isObject, type JsonObject, objectsIn, parseJson, textIn } from './json.ts';

/** Something that is known of a package besides advisories, as the index keeps it. */
export interface PackageFact {
  /** Package URL, without version and qualifiers. */
  readonly package: string;
  readonly fact: {
    readonly kind: 'end-of-life' | 'deprecated';
    /** A release cycle, such as `3.7`; absent: all of the package. */
    readonly versions?: string;
    /** Milliseconds since 1970: from when on it holds. */
    readonly since?: number;
    readonly text: string;
    readonly url?: string;
  };
}

export interface EndsOfLife {
  readonly facts: readonly PackageFact[];
  readonly modified: number;
}

/**
 * Reads all products of endoflife.date (`/api/v1/products/full`): for each that has a package URL, its release cycles that have an end. A date in
 * the future is kept too: it holds from then on. @throws FeedError
 */
export function readEndsOfLife(bytes: Uint8Array, file: string, problems: FeedProblems): EndsOfLife {
  const value = parseJson(bytes, file);
  if (!isObject(value) || !Array.isArray(value['result']))
    throw new FeedError('damaged', file, 'it is no list of products of endoflife.date', { place: 'result' });
  const products = value['result'] as readonly unknown[];
  const said = value['total'];
  if (typeof said === 'number' && said !== products.length)
    throw new FeedError('truncated', file, `it says that it has ${said} products, and has ${products.length}`, {
      place: 'total',
    });
  const facts: PackageFact[] = [];
  for (const [at, product] of products.entries()) {
    if (isObject(product) && typeof product['name'] === 'string') facts.push(...factsOf(product));
    else problems.add({ file, place: `result[${at}]`, what: 'is no product' });
  }
  return { facts, modified: instantIn(value['generated_at']) };
}

/** True for what looks like it, whatever its file is called. */
export function isEndsOfLife(value: unknown): boolean {
  return isObject(value) && objectsIn(value['result']).some(({ releases }) => Array.isArray(releases));
}

function factsOf(product: JsonObject): PackageFact[] {
  const label = textIn(product['label'], 100) ?? textIn(product['name'], 100) ?? '';
  const name = textIn(product['name'], 100) ?? '';
  const purls = objectsIn(product['identifiers'])
    .filter(({ type }) => type === 'purl')
    .flatMap(({ id }) => plainPurl(id));
  const ends = objectsIn(product['releases']).flatMap((release) => endOf(release, label));
  const url = /^[a-z0-9-]{1,100}$/.test(name) ? { url: `https://endoflife.date/${name}` } : {};
  return [...new Set(purls)].flatMap((purl) =>
    ends.map((end) => ({ package: purl, fact: { kind: 'end-of-life' as const, ...end, ...url } })),
  );
}

function endOf(release: JsonObject, label: string): { versions: string; since?: number; text: string }[] {
  const cycle = textIn(release['name'], 60);
  const from = dateIn(release['eolFrom']);
  if (cycle === undefined || !/^[\w.+-]+$/.test(cycle) || (from === undefined && release['isEol'] !== true)) return [];
  const text =
    from === undefined ? `${label} ${cycle} is at its end of life` : `the end of life of ${label} ${cycle} is ${from}`;
  return [{ versions: cycle, ...(from !== undefined && { since: Date.parse(from) }), text }];
}

/** Without version, qualifiers and subpath. */
function plainPurl(value: unknown): string[] {
  if (typeof value !== 'string' || !/^pkg:[a-z][a-z0-9.+-]*\/[^\s?#]{1,200}/.test(value)) return [];
  const path = value.replace(/[?#].*$/s, '');
  const at = path.lastIndexOf('@');
  return [at > path.lastIndexOf('/') ? path.slice(0, at) : path];
}
