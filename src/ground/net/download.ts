import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { piecesOf } from './body.ts';
import { NetError, shownUrl } from './error.ts';
import { type Answer, headOf, type NetRequest, type Network, type OpenOptions, type Opened } from './network.ts';

export interface DownloadOptions extends OpenOptions {
  /** Where it lies in the end. Until then it grows beside it, under `.part`, and goes on there the next time. */
  readonly into: string;
  readonly mostBytes: number;
  /** Milliseconds without a byte after which the connection is given up; default 30 seconds. */
  readonly patience?: number;
  /** How often it is gone on with after a break; default 3. */
  readonly attempts?: number;
  /** Bytes so far, and how many there will be, where the server says so. */
  onProgress?(done: number, of: number | undefined): void;
}

export type Download = Omit<Answer, 'body'> & {
  /** Whether the file is there: with any status but 200 it is not. */
  readonly isWritten: boolean;
  readonly bytes: number;
};

/**
 * Fetches into a file, bounded, in pieces. A connection that breaks is taken up where it broke (RFC 9110 section 14, with If-Range), if what is
 * there still has the strong validator that it began with; otherwise from the beginning. What is not complete is never under the final name.
 *
 * @throws NetError, and what the system says of the file.
 */
export async function download(network: Network, request: NetRequest, options: DownloadOptions): Promise<Download> {
  const attempts = options.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOf(network, request, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (attempt >= attempts || !(error instanceof NetError) || !isPassing(error)) throw error;
    }
  }
}

function isPassing({ code, systemCode }: NetError): boolean {
  return code === 'cut-short' || code === 'timed-out' || (code === 'no-answer' && systemCode === 'ECONNRESET');
}

async function attemptOf(network: Network, request: NetRequest, options: DownloadOptions): Promise<Download> {
  const part = `${options.into}.part`;
  const begun = begunBefore(part);
  const idle = new AbortController();
  const late = (): void => idle.abort(new NetError('timed-out', `${shownUrl(request.url)} sent nothing for too long`));
  let timer = setTimeout(late, options.patience ?? 30_000);
  const signal = AbortSignal.any([idle.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  try {
    const headers = {
      ...request.headers,
      'accept-encoding': 'identity', // a range of what is compressed on the way is a range of nothing that is kept
      ...(begun !== undefined && { range: `bytes=${begun.bytes}-`, 'if-range': begun.etag }),
    };
    const opened = await network.open({ ...request, headers }, { ...options, signal });
    const from = goesOn(opened, begun);
    if (from === undefined) {
      opened.message.destroy();
      if (opened.status === 416) forget(part);
      return { ...headOf(opened), isWritten: false, bytes: 0 };
    }
    const bytes = await written(opened, part, from, options, () => {
      clearTimeout(timer);
      timer = setTimeout(late, options.patience ?? 30_000);
    });
    renameSync(part, options.into);
    forget(part);
    return { ...headOf(opened), status: 200, isWritten: true, bytes };
  } catch (error) {
    throw idle.signal.aborted ? (idle.signal.reason as Error) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Bytes of the part that stay; undefined: this answer is no file. */
function goesOn({ status, headers, url }: Opened, begun: Begun | undefined): number | undefined {
  if (status === 200) return 0;
  if (status !== 206) return undefined;
  const range = /^bytes (\d{1,15})-\d{1,15}\/(?:\d{1,15}|\*)$/.exec(headers['content-range'] ?? '');
  if (begun !== undefined && Number(range?.[1]) === begun.bytes) return begun.bytes;
  throw new NetError('bad-answer', `${shownUrl(url)} answers with another part than the one that was asked for`);
}

async function written(
  { headers, message, url }: Opened,
  part: string,
  from: number,
  options: DownloadOptions,
  isAlive: () => void,
): Promise<number> {
  const { mostBytes } = options;
  const said = Number(headers['content-length'] ?? Number.NaN);
  const total = Number.isSafeInteger(said) ? from + said : undefined;
  if (total !== undefined && total > mostBytes) {
    message.destroy();
    throw new NetError('too-large', `${shownUrl(url)} has ${total} bytes, more than the ${mostBytes} that are taken`);
  }
  const { etag } = headers;
  if (etag !== undefined && !etag.startsWith('W/')) writeFileSync(`${part}.etag`, etag, { mode: 0o600 });
  else if (from === 0) rmSync(`${part}.etag`, { force: true });
  const file = openSync(part, from === 0 ? 'w' : 'a', 0o600);
  let done = from;
  try {
    for await (const piece of piecesOf(message, { url, mostBytes: mostBytes - from })) {
      for (let at = 0; at < piece.length;) at += writeSync(file, piece, at);
      done += piece.length;
      isAlive();
      options.onProgress?.(done, total);
    }
    if (fstatSync(file).size !== done)
      throw new NetError('cut-short', `${shownUrl(url)} was written by another process at the same time`);
  } finally {
    closeSync(file);
  }
  return done;
}

interface Begun {
  readonly bytes: number;
  readonly etag: string;
}

function begunBefore(part: string): Begun | undefined {
  try {
    const etag = readFileSync(`${part}.etag`, 'utf8');
    const file = openSync(part, 'r');
    const bytes = fstatSync(file).size;
    closeSync(file);
    return bytes > 0 && /^"[\x21\x23-\x7e\x80-\xff]{0,200}"$/.test(etag) ? { bytes, etag } : undefined;
  } catch {
    return undefined;
  }
}

function forget(part: string): void {
  rmSync(part, { force: true });
  rmSync(`${part}.etag`, { force: true });
}
