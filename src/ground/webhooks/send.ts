import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { publicLookup, refuseLiteral } from '#ground/net';

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
  /** Loopback and private addresses, and plain HTTP, are allowed. */
  readonly allowPrivate: boolean;
}

/** How an attempt went. Only 2xx is ok; a redirect is not followed, and is a failure. */
export interface Attempt {
  readonly ok: boolean;
  readonly status: number | null;
  readonly detail: string;
}

const timeoutMilliseconds = 10_000;

/** Sends one message. Never rejects: whatever goes wrong is the attempt's detail. The answer's body is not read. */
export function send({ url, headers, payload, allowPrivate }: Message): Promise<Attempt> {
  return new Promise((done) => {
    const failed = (error: unknown): void =>
      done({ ok: false, status: null, detail: error instanceof Error ? error.message : String(error) });
    try {
      const target = new URL(url);
      if (!allowPrivate) refuseLiteral(target);
      const body = Buffer.from(payload, 'utf8');
      const call = (target.protocol === 'https:' ? httpsRequest : httpRequest)(
        target,
        {
          method: 'POST',
          agent: false,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
          signal: AbortSignal.timeout(timeoutMilliseconds),
          ...(allowPrivate ? {} : { lookup: publicLookup }),
        },
        (response) => {
          const status = response.statusCode ?? 0;
          response.destroy();
          done({ ok: status >= 200 && status < 300, status, detail: `HTTP ${status}` });
        },
      );
      call.on('error', failed);
      call.end(body);
    } catch (error) {
      failed(error);
    }
  });
}
