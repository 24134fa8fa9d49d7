import { network, type NetworkOptions } from '#ground/net';
import type { ProviderRequest } from './provider-request.ts';

export interface Answer {
  readonly status: number;
  /** Seconds; from the header Retry-After, where it is a number. */
  readonly retryAfter?: number;
  /** The first 64 KiB, as UTF-8. */
  readonly body: string;
}

/** Sends one request and gives its answer; follows no redirection. Rejects when there is no answer within its time. */
export type Transport = (request: ProviderRequest, signal?: AbortSignal) => Promise<Answer>;

const mostBytes = 64 * 1024;

/** HTTPS with the system's certificates, through the proxy that the environment names. */
export function transport(options: Omit<NetworkOptions, 'userAgent'> = {}): Transport {
  const net = network({ timeout: 10_000, ...options, userAgent: 'selvedge (a check whether a leaked secret is live)' });
  return async ({ method, url, headers, body }, signal) => {
    const sent = { accept: 'application/json', connection: 'close', ...headers };
    const answer = await net.read(
      { method, url, headers: sent, ...(body !== undefined && { body }) },
      { mostBytes, cut: true, ...(signal !== undefined && { signal }) },
    );
    return {
      status: answer.status,
      body: answer.body.toString(),
      ...(answer.retryAfter !== undefined && { retryAfter: answer.retryAfter }),
    };
  };
}
