import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Ask, hostOf, type RegistryAnswer } from './ask.ts';
import { RegistryError } from './registry.ts';

export interface CacheOptions {
  /** Absolute; made when something is kept. */
  readonly folder: string;
  /** For how many milliseconds an answer is taken as it was; default 15 minutes. What names one version never changes, and is kept. */
  readonly freshFor?: number;
  /** Answer from what is kept alone, however old. */
  readonly offline?: boolean;
  readonly now?: () => number;
}

const magic = 'selvedge-registry-answer/1';

/**
 * Keeps answers on disk, under the digest of what was asked: no name of a registry or package becomes a path. Answers that stand for nothing
 * (errors of a server) are not kept.
 */
export function cached(
  ask: Ask,
  { folder, freshFor = 15 * 60_000, offline = false, now = Date.now }: CacheOptions,
): Ask {
  return async (request) => {
    const file = fileOf(folder, `${request.url}\n${request.accept ?? ''}\n${request.authorization ?? ''}`);
    const kept = read(file);
    if (kept !== undefined && (offline || isLasting(request.url) || (now() >= kept.at && now() - kept.at < freshFor)))
      return kept.answer;
    if (offline)
      throw new RegistryError('offline', `nothing is kept of what ${hostOf(request.url)} says of this`, {
        remedy:
          'run the same command once without --offline where the registry can be reached; its answers are kept in the cache folder',
      });
    const answer = await ask(request);
    if (answer.status === 200 || answer.status === 404 || answer.status === 410) keep(file, answer, now());
    return answer;
  };
}

/** Addresses of one version's own description: published once. */
function isLasting(url: string): boolean {
  return /\.metadata$|\/@v\/v[^/]+\.(?:mod|info)$|\/sumdb\/[^/]+\/lookup\//.test(url);
}

function fileOf(folder: string, key: string): string {
  const digest = createHash('sha256').update(key).digest('hex');
  return join(folder, digest.slice(0, 2), digest.slice(2));
}

function read(file: string): { at: number; answer: RegistryAnswer } | undefined {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf(10);
    const [kind, at, status] = bytes.subarray(0, end).toString('latin1').split(' ');
    if (kind !== magic || end === -1) return undefined;
    return { at: Number(at), answer: { status: Number(status), bytes: bytes.subarray(end + 1) } };
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written to is no reason to fail. */
function keep(file: string, { status, bytes }: RegistryAnswer, at: number): void {
  const fresh = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(fresh, Buffer.concat([Buffer.from(`${magic} ${at} ${status}\n`), bytes]), { mode: 0o600 });
    renameSync(fresh, file);
  } catch {
    rmSync(fresh, { force: true });
  }
}
