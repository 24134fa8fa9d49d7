import { join } from 'node:path';
import {
  type Answer,
  download,
  type Download,
  NetError,
  type NetRequest,
  shownUrl,
  type Validators,
} from '#ground/net';
import { FeedError } from './feed-error.ts';
import type { FeedContext, FeedSource } from './feed.ts';

export interface Asking {
  readonly source: FeedSource;
  readonly context: FeedContext;
}

/** The headers of every request to a source. @throws FeedError `no-permission` where its variable is not set. */
export function headersFor({ source: { header, id }, context: { environment } }: Asking): Record<string, string> {
  if (header === undefined) return {};
  const value = environment[header.from];
  if (value === undefined || value === '')
    throw new FeedError('no-permission', id, `it wants a header ${header.name}, and ${header.from} is not set`, {
      remedy: `Set the environment variable ${header.from}.`,
    });
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw new FeedError('no-permission', id, `${header.from} holds a character that no header may hold`);
  return { [header.name.toLowerCase()]: value };
}

/** One answer in memory: 200 or 304, and 404 where that is an answer. @throws FeedError */
export async function ask(
  asking: Asking,
  request: NetRequest,
  options: { readonly mostBytes: number; readonly validators?: Validators | undefined; readonly mayLack?: boolean },
): Promise<Answer> {
  const { context } = asking;
  const sent = { ...request, headers: { ...headersFor(asking), ...request.headers } };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await context.net.read(sent, {
        mostBytes: options.mostBytes,
        validators: options.validators,
        redirects: 3,
        allowPlain: request.url.protocol === 'http:',
        timeout: 120_000,
        ...(context.signal !== undefined && { signal: context.signal }),
      });
      noteClock(answer, asking);
      if (answer.status === 200 || answer.status === 304) return answer;
      if (answer.status === 404 && options.mayLack === true) return answer;
      throw refusal(asking, answer, request.url);
    } catch (error) {
      if (!(error instanceof NetError)) throw error;
      if (attempt >= 3 || !isPassing(error)) throw unreachable(error, request.url);
    }
  }
}

/** A file in the context's folder. `isWritten` is false where nothing changed. @throws FeedError */
export async function fetchFile(
  asking: Asking,
  url: URL,
  options: { readonly mostBytes: number; readonly validators?: Validators | undefined; readonly name?: string },
): Promise<Download & { readonly path: string }> {
  const { context, source } = asking;
  const path = join(context.folder, options.name ?? `${source.id}.fetched`);
  let shownAt = 0;
  try {
    const got = await download(
      context.net,
      { url, headers: headersFor(asking) },
      {
        into: path,
        mostBytes: options.mostBytes,
        validators: options.validators,
        redirects: 3,
        allowPlain: url.protocol === 'http:',
        ...(context.signal !== undefined && { signal: context.signal }),
        onProgress: (done, of) => {
          if (done - shownAt < 256 * 1024 && done !== of) return;
          shownAt = done;
          const total = of === undefined ? {} : { of };
          context.onProgress?.({ source: source.id, phase: 'fetching', done, ...total, unit: 'bytes' });
        },
      },
    );
    noteClock(got, asking);
    if (got.status !== 200 && got.status !== 304) throw refusal(asking, got, url);
    return { ...got, path };
  } catch (error) {
    throw error instanceof NetError ? unreachable(error, url) : error;
  }
}

function isPassing({ code, systemCode }: NetError): boolean {
  return code === 'cut-short' || (code === 'no-answer' && systemCode === 'ECONNRESET');
}

function unreachable(error: NetError, url: URL): FeedError {
  const code = error.code === 'too-large' ? 'too-large' : error.code === 'cut-short' ? 'truncated' : 'unreachable';
  const remedy = error.remedy ?? 'What is stored stays; try again, or take files: selvedge advisories import PATH';
  const silent = `no answer from ${url.host}: `;
  return error.message.startsWith(silent)
    ? new FeedError(code, url.host, `no answer, ${error.message.slice(silent.length)}`, { cause: error, remedy })
    : new FeedError(code, shownUrl(url), error.message.replace(`${shownUrl(url)} `, 'it '), { cause: error, remedy });
}

/** What a status that is no success says. */
export function refusal({ source }: Asking, answer: Omit<Answer, 'body'>, url: URL): FeedError {
  const { status, headers } = answer;
  const remaining = headers['x-ratelimit-remaining'];
  const file = shownUrl(url);
  if (status === 429 || (status === 403 && remaining === '0')) {
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
    const until = Number.isFinite(reset)
      ? ` until ${new Date(reset * 1000).toISOString()}`
      : answer.retryAfter === undefined
        ? ''
        : ` for ${answer.retryAfter} seconds`;
    return new FeedError('rate-limited', file, `it answers no more questions${until} (HTTP ${status})`, {
      remedy: 'Try again then, or give it a token.',
    });
  }
  if (status === 401 || status === 403) {
    const variable = source.header === undefined ? '' : ` Check the value of ${source.header.from}.`;
    return new FeedError('no-permission', file, `it does not let us in (HTTP ${status})`, {
      ...(variable !== '' && { remedy: variable.trim() }),
    });
  }
  if (status === 404 || status === 410)
    return new FeedError('not-found', file, `there is no such thing (HTTP ${status})`, {
      remedy: 'Check the address of the source, and the name of its ecosystem.',
    });
  return new FeedError('refused', file, `it answered HTTP ${status}`);
}

const mostSkew = 10 * 60_000;

/** A clock that is wrong makes old data look fresh. */
function noteClock({ headers, url }: Omit<Answer, 'body'>, { context }: Asking): void {
  const theirs = Date.parse(headers.date ?? '');
  const skew = Math.round((context.now - theirs) / 60_000);
  if (Number.isNaN(theirs) || Math.abs(context.now - theirs) <= mostSkew) return;
  context.note(
    `this machine's clock is ${Math.abs(skew)} minutes ${skew > 0 ? 'ahead of' : 'behind'} ${url.host}: ages may be wrong`,
  );
}
