import type { Json } from '#ground/model';
import { ask, type Asking } from './ask.ts';
import { FeedError } from './feed-error.ts';
import { type FeedUpdate, type FoundRecord, stopIfAsked } from './feed.ts';
import { osvOfGithub } from './github-advisory.ts';
import { instantIn, isObject, type JsonObject, parseJson } from './json.ts';

/**
 * GitHub's reviewed advisories and its advisories of malware, by pages of 100, oldest change first: a run that is cut short goes on where it was.
 * Without a token GitHub answers 60 questions an hour, which is not enough for the first time.
 */
export async function updateFromGithub(asking: Asking): Promise<FeedUpdate> {
  const since = cursorOf(asking.context.cursor);
  const reached = { ...since };
  let broken: FeedError | undefined;
  async function* untilBroken(): AsyncGenerator<FoundRecord> {
    let taken = 0;
    try {
      for await (const record of pagesOf(asking, since, reached)) {
        taken += 1;
        yield record;
      }
    } catch (error) {
      if (!(error instanceof FeedError) || taken === 0) throw error;
      const { code, file, what, remedy } = error;
      const more = { cause: error, ...(remedy !== undefined && { remedy }) };
      broken = new FeedError(
        code,
        file,
        `${what}; ${taken} that came before were taken, the next sync goes on there`,
        more,
      );
    }
  }
  return {
    kind: 'advisories',
    isComplete: false,
    records: untilBroken(),
    removed: () => [],
    unread: () => [],
    cursor: () => ({ ...reached }) satisfies Json,
    interrupted: () => broken,
  };
}

const types = ['reviewed', 'malware'] as const;
const mostPages = 5000;

/** Per type: when the newest change was that was read, as RFC 3339. */
type Cursor = Partial<Record<(typeof types)[number], string>>;

async function* pagesOf(asking: Asking, since: Cursor, reached: Cursor): AsyncGenerator<FoundRecord> {
  let done = 0;
  for (const type of types) {
    let url: URL | undefined = firstPage(asking, type, since[type]);
    for (let page = 0; url !== undefined; page += 1) {
      stopIfAsked(asking.context);
      if (page === mostPages) throw new FeedError('too-large', url.pathname, `it has more than ${mostPages} pages`);
      const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
      const answer = await ask(asking, { url, headers }, { mostBytes: 64 << 20 });
      const file = `${url.pathname}?type=${type}, page ${page + 1}`;
      const list = parseJson(answer.body, file);
      if (!Array.isArray(list)) throw new FeedError('damaged', file, 'it is no list of advisories');
      for (const [at, advisory] of (list as readonly unknown[]).entries()) {
        const value = isObject(advisory) ? osvOfGithub(advisory) : undefined;
        if (value === undefined) asking.context.problems.add({ file, place: `[${at}]`, what: 'has no GHSA id' });
        else {
          note(reached, type, value, asking.context.now);
          yield { file, place: `[${at}]`, value };
        }
      }
      done += list.length;
      asking.context.onProgress?.({ source: asking.source.id, phase: 'fetching', done, unit: 'records' });
      url = nextPage(answer.headers['link'], url);
    }
  }
}

function firstPage({ source: { location } }: Asking, type: string, since: string | undefined): URL {
  const url = new URL(`${location.replace(/\/$/, '')}/advisories`);
  url.search = new URLSearchParams({
    type,
    sort: 'updated',
    direction: 'asc',
    per_page: '100',
    ...(since !== undefined && { modified: `>=${since}` }),
  }).toString();
  return url;
}

/** RFC 8288. Never to another host: the token would go with it. */
function nextPage(link: string | string[] | undefined, from: URL): URL | undefined {
  const next = /<([^>]{1,2000})>\s*;\s*rel="next"/.exec(String(link ?? ''))?.[1];
  if (next === undefined) return undefined;
  const url = URL.parse(next, from.href);
  if (url?.origin !== from.origin) throw new FeedError('damaged', from.pathname, 'its next page is on another host');
  return url;
}

function note(reached: Cursor, type: (typeof types)[number], { modified }: JsonObject, now: number): void {
  const at = instantIn(modified);
  if (at > instantIn(reached[type]) && at <= now) reached[type] = new Date(at).toISOString();
}

function cursorOf(value: Json | undefined): Cursor {
  if (!isObject(value)) return {};
  const cursor: Cursor = {};
  for (const type of types) {
    const at = instantIn(value[type]);
    if (at > 0) cursor[type] = new Date(at).toISOString();
  }
  return cursor;
}
