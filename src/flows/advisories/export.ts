import { resolve } from 'node:path';
import { type AdvisoryIndexError, openAdvisories } from '#ground/advisories';
import { advisoriesHome, dataHome } from '#ground/places';
import { isSigned, localSigner, readSigner, readVerifier, writeBundle } from '#observe/feeds';

export interface ExportRequest {
  readonly path: string;
  readonly folder?: string;
  /** A private key in PEM; absent: this machine's own. */
  readonly signingKey?: string;
  readonly now?: () => number;
}

/** Writes the index as one file. @throws BundleError. */
export function exportAdvisories({ path, folder = advisoriesHome(), signingKey, now = Date.now }: ExportRequest): {
  readonly path: string;
  readonly bytes: number;
  /** What the other machine names to believe it. */
  readonly key: string;
} {
  const signer = signingKey === undefined ? localSigner(dataHome()) : readSigner(resolve(signingKey));
  const { bytes } = writeBundle(folder, resolve(path), signer, new Date(now()).toISOString());
  return { path: resolve(path), bytes, key: signer.verifierKey };
}

/** Reads every byte of the index and holds it to its digests, and the whole to its signature. @throws BundleError */
export async function verifyAdvisories({
  folder = advisoriesHome(),
  key,
}: {
  readonly folder?: string;
  readonly key?: string;
}): Promise<{
  readonly damage: readonly AdvisoryIndexError[];
  readonly signedAt: string;
  readonly key: string;
}> {
  const signer = key === undefined ? localSigner(dataHome()).key : readVerifier(key);
  const { at } = await isSigned(folder, signer);
  const index = openAdvisories(folder);
  try {
    return { damage: index.verify(), signedAt: at, key: `${signer.name}+${signer.keyId}` };
  } finally {
    index.close();
  }
}
