import { readFileSync } from 'node:fs';
import type { Claim, Json } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzers } from '../analyzers.generated.ts';

/** What the analyzers claim of one text, as a scan would: for comparing a file with what the target branch has of it. */
export async function claimsOf(
  path: string,
  text: string,
  settings: { readonly projectKey: string; readonly own?: Json },
): Promise<Claim[]> {
  const bytes = Buffer.from(text);
  const claims: Claim[] = [];
  for (const entry of analyzers) {
    const analyzer = await entry.load();
    const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
    const session = analyzer.open(assets, settings);
    const { facts } = session.extract({ path, size: bytes.length, bytes }, performance.now() + mostMs);
    if (facts !== undefined) claims.push(...session.conclude([{ path, facts }], Date.now()).claims);
  }
  return claims;
}

const mostMs = 10_000;
