import type { Claim } from '#ground/model';
import { Assets, type OwnSettings } from '#observe/engine';
import { analyzers } from '../analyzers.generated.ts';

/** What the analyzers claim of one text, as a scan would: for comparing a file with what the target branch has of it. `own`: by analyzer. */
export async function claimsOf(
  path: string,
  text: string,
  { projectKey, own = {} }: { readonly projectKey: string; readonly own?: OwnSettings },
): Promise<Claim[]> {
  const bytes = Buffer.from(text);
  const claims: Claim[] = [];
  for (const entry of analyzers) {
    const analyzer = await entry.load();
    if (!analyzer.wants({ path, size: bytes.length })) continue;
    const brought = own[analyzer.id];
    const ours = brought !== undefined && { own: brought };
    const assets = Assets.of([analyzer]);
    for (const name of analyzer.assets) assets.read(name);
    await analyzer.prepare?.(assets, { paths: [path], ...ours });
    const session = analyzer.open(assets, { projectKey, ...ours });
    const { facts } = session.extract({ path, size: bytes.length, bytes }, performance.now() + mostMs);
    if (facts !== undefined) claims.push(...session.conclude([{ path, facts }], Date.now()).claims);
  }
  return claims;
}

const mostMs = 10_000;
