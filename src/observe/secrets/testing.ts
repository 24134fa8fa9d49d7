import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Claim, SourceFile } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer } from './index.ts';

export const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));

/** Scans single texts as files of one project. */
export function scannerOf(projectKey: string) {
  const session = analyzer.open(assets, { projectKey });
  return (text: string | Uint8Array, path = 'src/pay.ts', inserted?: SourceFile['inserted']) => {
    const bytes = Buffer.from(text);
    const { facts, notLookedAt } = session.extract(
      { path, size: bytes.length, bytes, ...(inserted === undefined ? {} : { inserted }) },
      Infinity,
    );
    return { facts, notLookedAt, claims: facts === undefined ? [] : session.conclude([{ path, facts }]).claims };
  };
}

export function only(claims: readonly Claim[]): Claim {
  expect(claims).toHaveLength(1);
  return claims[0]!;
}
