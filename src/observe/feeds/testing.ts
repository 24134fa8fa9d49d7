import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdvisories } from '#ground/advisories';
import { type Network, network } from '#ground/net';
import { playServer, type PlayedServer, type Received } from '../../ground/net/testing.ts';
import type { FeedSource } from './feed.ts';
import { sourcesOf, type WantedSource } from './sources.ts';
import { type SourceOutcome, type SyncOptions, syncSources } from './sync.ts';

/** What a source answers: by `host/path`, or by a function. */
export type Answers = Readonly<Record<string, Answered | ((request: Received) => Answered)>>;
export type Answered =
  | string
  | Uint8Array
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string | Uint8Array };

const hosts = [
  'osv-vulnerabilities.storage.googleapis.com',
  'api.osv.dev',
  'api.github.com',
  'codeload.github.com',
  'registry.npmjs.org',
  'www.cisa.gov',
  'epss.empiricalsecurity.com',
  'endoflife.date',
  'feeds.example.org',
];

/** An index in a folder of its own, and a machine that plays all sources. Nothing leaves this machine. */
export class PlayedWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'selvedge-feeds-'));
  now = Date.parse('2026-11-22T12:00:00Z');
  answers: Answers = {};
  private server: PlayedServer | undefined;
  private net: Network | undefined;

  async open(): Promise<this> {
    const server = await playServer(hosts, (request, response) => this.play(request, response));
    this.server = server;
    this.net = network({ environment: {}, timeout: 5_000, reach: server.reach });
    return this;
  }

  async close(): Promise<void> {
    this.net?.close();
    await this.server?.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** `METHOD host/path?query` of all that was asked since the last time. */
  asked(): string[] {
    const received = (this.server?.received ?? []) as Received[];
    return received.splice(0).map(({ method, target }) => `${method} ${target}`);
  }

  get network(): Network {
    if (this.net === undefined) throw new Error('the world is not open');
    return this.net;
  }

  get received(): readonly Received[] {
    return this.server?.received ?? [];
  }

  async sync(
    wanted: readonly (WantedSource | FeedSource)[],
    options: Partial<SyncOptions> & { readonly ecosystems?: readonly string[] } = {},
  ): Promise<SourceOutcome[]> {
    const sources = wanted.flatMap((one) => ('kind' in one ? [one] : sourcesOf([one], options.ecosystems ?? ['npm'])));
    return syncSources(sources, {
      folder: this.folder,
      net: this.network,
      environment: {},
      now: () => this.now,
      ...options,
    });
  }

  /** Ids of what is known of a package URL. */
  matches(purl: string): string[] {
    const index = openAdvisories(this.folder);
    try {
      return index.match(purl).map(({ advisory }) => index.detail(advisory).id);
    } finally {
      index.close();
    }
  }

  private play(request: Received, response: ServerResponse): void {
    const found = this.answers[request.target] ?? this.answers[request.target.replace(/\?.*$/, '')];
    const answered = typeof found === 'function' ? found(request) : (found ?? { status: 404 });
    const whole =
      typeof answered === 'string' || answered instanceof Uint8Array ? { status: 200, body: answered } : answered;
    const headers: Record<string, string> = { date: new Date(this.now).toUTCString(), ...whole.headers };
    const isKnown = headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag'];
    if (isKnown) response.writeHead(304, headers).end();
    else response.writeHead(whole.status, headers).end(whole.body ?? '');
  }
}

/** A record in OSV form that says that versions of a package below one are affected. */
export function osvRecord(
  id: string,
  name: string,
  fixed = '1.0.1',
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    schema_version: '1.6.0',
    id,
    modified: '2026-11-20T00:00:00Z',
    summary: `Something is wrong with ${name}`,
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
    ...more,
  };
}

/** Records as files by their ids, as a dump has them. */
export function dumpFiles(records: readonly Readonly<Record<string, unknown>>[]): Record<string, string> {
  return Object.fromEntries(records.map((record) => [`${String(record['id'])}.json`, JSON.stringify(record)]));
}

export const bucket = 'osv-vulnerabilities.storage.googleapis.com/npm';
export const osv = { from: 'osv' } as const;

export function advisory(id: string, name: string, updated: string): object {
  return {
    ghsa_id: id,
    summary: 'x',
    updated_at: updated,
    withdrawn_at: null,
    vulnerabilities: [{ package: { ecosystem: 'npm', name }, vulnerable_version_range: '< 2.0.0' }],
  };
}
