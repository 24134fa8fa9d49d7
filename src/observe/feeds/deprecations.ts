import { parsePurl, PurlError } from '#ground/packages';
import { type Ask, openRegistries, type PublishedVersion, RegistryError, registryPlaces } from '#ground/registries';
import type { Asking } from './ask.ts';
import type { PackageFact } from './end-of-life.ts';
import { FeedError } from './feed-error.ts';
import { type FeedUpdate, stopIfAsked } from './feed.ts';
import { refuseSilent } from './osv-api.ts';

/**
 * What publishers say of the versions that the project has: deprecated (npm) or taken back (PyPI, crates.io). Asks each package's registry, where
 * the person's own package manager asks, and so tells it names, which it knows from installing them.
 */
export async function updateFromRegistries(asking: Asking): Promise<FeedUpdate> {
  const { context, source } = asking;
  const packages = context.packages ?? refuseSilent(source.id);
  const registries = openRegistries({
    ask: askOf(asking),
    cache: undefined,
    places: registryPlaces(context.environment),
  });
  const entries: PackageFact[] = [];
  const names = [...versionsByName(packages)];
  let unanswered = 0;
  for (let at = 0; at < names.length; at += sideBySide) {
    stopIfAsked(context);
    const some = names.slice(at, at + sideBySide);
    for (const facts of await Promise.all(
      some.map(async ([key, one]) => {
        try {
          return factsOf(one, await registries.of(one.type)?.versions(one.name));
        } catch (error) {
          if (!(error instanceof RegistryError)) throw error;
          unanswered += 1;
          context.problems.add({ file: key, what: error.message });
          return [];
        }
      }),
    ))
      entries.push(...facts);
    context.onProgress?.({
      source: source.id,
      phase: 'asking',
      done: at + some.length,
      of: names.length,
      unit: 'records',
    });
  }
  if (unanswered > 0 && unanswered === names.length)
    throw new FeedError('unreachable', source.id, `no registry answered: ${context.problems.named[0] ?? ''}`);
  return { kind: 'facts', entries, modified: 0, cursor: undefined };
}

const sideBySide = 8;

interface Named {
  readonly type: string;
  /** As its registry calls it. */
  readonly name: string;
  /** Package URL without version. */
  readonly purl: string;
  readonly versions: Set<string>;
}

/** Only of registries that say such things of a version. */
const speaking = new Set(['npm', 'pypi', 'cargo']);

function versionsByName(purls: readonly string[]): Map<string, Named> {
  const found = new Map<string, Named>();
  for (const text of purls) {
    const purl = parsePurl(text);
    if (purl instanceof PurlError || !speaking.has(purl.type) || purl.version === undefined) continue;
    const name = purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`;
    const key = `${purl.type}/${name}`;
    const known = found.get(key) ?? {
      type: purl.type,
      name,
      purl: text.slice(0, text.lastIndexOf('@')),
      versions: new Set(),
    };
    known.versions.add(purl.version);
    found.set(key, known);
  }
  return found;
}

function factsOf({ purl, versions }: Named, published: readonly PublishedVersion[] | undefined): PackageFact[] {
  if (published === undefined) return [];
  const bad = published.filter(({ deprecated, yanked }) => deprecated !== undefined || yanked !== undefined);
  return bad.flatMap(({ version, deprecated, yanked }) =>
    versions.has(version)
      ? [{ package: purl, fact: { kind: 'deprecated' as const, versions: version, text: inWords(deprecated, yanked) } }]
      : [],
  );
}

function inWords(deprecated: string | undefined, yanked: string | undefined): string {
  const what = deprecated === undefined ? 'taken back by its publisher' : 'deprecated by its publisher';
  const why = (deprecated ?? yanked ?? '').replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return (why === '' ? what : `${what}: ${why}`).slice(0, 500).toWellFormed();
}

function askOf({ context }: Asking): Ask {
  return async ({ url, accept, authorization, mostBytes }) => {
    const target = new URL(url);
    const headers = { ...(accept !== undefined && { accept }), ...(authorization !== undefined && { authorization }) };
    const { status, body } = await context.net.read(
      { url: target, headers },
      {
        mostBytes,
        redirects: 3,
        allowPlain: target.protocol === 'http:',
        ...(context.signal !== undefined && { signal: context.signal }),
      },
    );
    return { status, bytes: body };
  };
}
