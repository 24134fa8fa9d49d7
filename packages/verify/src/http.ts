import { concat } from './bytes.ts';
import { VerificationError } from './error.ts';
import type { LogFiles } from './log.ts';

/**
 * A log under a URL prefix. The server is not trusted: redirects are refused (they would let it choose what is asked, and
 * of whom), every answer has a limit of bytes and of time, and cookies are not sent.
 */
export function httpFiles(
  prefix: string,
  { timeoutMs = 30_000, fetch = globalThis.fetch }: { timeoutMs?: number; fetch?: typeof globalThis.fetch } = {},
): LogFiles {
  const base = prefix.replace(/\/+$/, '');
  return {
    async read(path, limit) {
      try {
        const answer = await fetch(`${base}/${path}`, {
          redirect: 'error',
          credentials: 'omit',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (answer.status === 404 || answer.status === 410) return undefined;
        if (answer.status !== 200)
          throw new VerificationError('unavailable', `${base}/${path} answered ${answer.status}`);
        return await readAtMost(answer, limit, path);
      } catch (cause) {
        if (cause instanceof VerificationError) throw cause;
        throw new VerificationError('unavailable', `${base}/${path} could not be read: ${reasonOf(cause)}`, { cause });
      }
    },
  };
}

async function readAtMost(answer: Response, limit: number, path: string): Promise<Uint8Array> {
  const reader = answer.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    length += read.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new VerificationError('malformed', `${path} is longer than the ${limit} bytes that it can have`);
    }
  }
  return concat(...parts);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
