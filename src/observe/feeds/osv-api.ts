import { withoutVersion } from '#ground/packages';
import { ask, type Asking } from './ask.ts';
import { FeedError } from './feed-error.ts';
import { type FeedUpdate, type FoundRecord, stopIfAsked } from './feed.ts';
import { instantIn, isObject, objectsIn, parseJson } from './json.ts';

/**
 * Asks OSV about packages by name: `POST /v1/querybatch` for the ids, `GET /v1/vulns/ID` for each that is new or changed. It learns what the
 * packages are called, and says nothing of others.
 */
export async function updateFromOsvApi(asking: Asking): Promise<FeedUpdate> {
  const { context, source } = asking;
  // Without versions: what is known of a package does not depend on the one that is used today.
  const packages = [...new Set((context.packages ?? refuseSilent(source.id)).map(withoutVersion))];
  const listed = new Map<string, number>();
  for (let at = 0; at < packages.length; at += mostQueries) {
    stopIfAsked(context);
    await askAbout(asking, packages.slice(at, at + mostQueries), listed);
  }
  const changed = [...listed].filter(([id, at]) => isNews(context.known.byId.get(id), at)).map(([id]) => id);
  const failed: string[] = [];
  return {
    kind: 'advisories',
    isComplete: false,
    records: details(asking, changed, failed),
    // Other projects of this machine were asked about too; what is withdrawn says so itself.
    removed: () => [],
    unread: () => failed,
    cursor: () => undefined,
    about: packages,
  };
}

/** @throws FeedError: package names go out only where somebody said so. */
export function refuseSilent(id: string): never {
  throw new FeedError('no-permission', id, 'it has to be told the names of your packages, and nobody allowed that', {
    remedy: 'Allow it: selvedge advisories sync --send-packages',
  });
}

/** The endpoint's own limit. */
const mostQueries = 1000;
const mostPages = 200;
const sideBySide = 6;

function isNews(before: number | undefined, modified: number): boolean {
  return before === undefined || Math.floor(modified / 1000) > Math.floor(before / 1000);
}

async function askAbout(asking: Asking, purls: readonly string[], listed: Map<string, number>): Promise<void> {
  let queries: { package: { purl: string }; page_token?: string }[] = purls.map((purl) => ({ package: { purl } }));
  for (let page = 0; queries.length > 0; page += 1) {
    const url = new URL(`${asking.source.location.replace(/\/$/, '')}/v1/querybatch`);
    if (page === mostPages)
      throw new FeedError('too-large', url.pathname, `an answer has more than ${mostPages} pages`);
    const answer = await ask(
      asking,
      { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ queries }) },
      { mostBytes: 64 << 20 },
    );
    const value = parseJson(answer.body, url.pathname);
    const results = isObject(value) && Array.isArray(value['results']) ? (value['results'] as readonly unknown[]) : [];
    if (results.length !== queries.length)
      throw new FeedError('truncated', url.pathname, `it answered ${results.length} of ${queries.length} questions`, {
        place: 'results',
      });
    const more: typeof queries = [];
    for (const [at, result] of results.entries()) {
      if (!isObject(result)) continue;
      for (const { id, modified } of objectsIn(result['vulns']))
        if (typeof id === 'string') listed.set(id, Math.max(listed.get(id) ?? 0, instantIn(modified)));
      const token = result['next_page_token'];
      const query = queries[at];
      if (typeof token === 'string' && token !== '' && query !== undefined)
        more.push({ package: query.package, page_token: token });
    }
    queries = more;
  }
}

async function* details(asking: Asking, ids: readonly string[], failed: string[]): AsyncGenerator<FoundRecord> {
  const { context, source } = asking;
  for (let at = 0; at < ids.length; at += sideBySide) {
    stopIfAsked(context);
    const some = ids.slice(at, at + sideBySide);
    for (const [index, found] of (await Promise.all(some.map((id) => detail(asking, id)))).entries()) {
      const id = some[index] ?? '';
      if (typeof found === 'object') yield found;
      else {
        context.problems.add({ file: `/v1/vulns/${id}`, what: found });
        failed.push(id);
      }
    }
    context.onProgress?.({
      source: source.id,
      phase: 'fetching',
      done: at + some.length,
      of: ids.length,
      unit: 'records',
    });
  }
}

/** In words why there is none. */
async function detail(asking: Asking, id: string): Promise<FoundRecord | string> {
  const url = new URL(`${asking.source.location.replace(/\/$/, '')}/v1/vulns/${encodeURIComponent(id)}`);
  const answer = await ask(asking, { url }, { mostBytes: 32 << 20, mayLack: true });
  if (answer.status !== 200) return 'it was listed, and is not there';
  try {
    const value = parseJson(answer.body, url.pathname);
    return isObject(value) && value['id'] === id ? { file: url.pathname, value } : 'it is not the advisory of that id';
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return `${error.place ?? ''}: it is no JSON`;
  }
}
