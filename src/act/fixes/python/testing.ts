import { createHash } from 'node:crypto';

/** A Python index to play: package → version → requirements, by address. */
export function pythonIndex(
  packages: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): Record<string, string> {
  const documents: Record<string, string> = {};
  for (const [name, versions] of Object.entries(packages)) {
    const stem = name.replaceAll('-', '_');
    documents[`https://pypi.test/simple/${name}/`] = JSON.stringify({
      name,
      files: Object.keys(versions).flatMap((version) => [
        fileOf(`${stem}-${version}-py3-none-any.whl`, sumOf(name, version, 'whl'), true),
        fileOf(`${stem}-${version}.tar.gz`, sumOf(name, version, 'tar.gz'), false),
      ]),
    });
    for (const [version, requirements] of Object.entries(versions))
      documents[`https://files.test/${stem}-${version}-py3-none-any.whl.metadata`] =
        `Metadata-Version: 2.1\nName: ${name}\n${requirements.map((each) => `Requires-Dist: ${each}\n`).join('')}\n`;
  }
  return documents;
}

/** Of a file's content, made up: the sums of one version sort as `tar.gz`, `whl`. */
export function sumOf(name: string, version: string, kind: 'whl' | 'tar.gz'): string {
  return `${kind === 'whl' ? 'f' : '0'}${createHash('sha256').update(`${name} ${version} ${kind}`).digest('hex').slice(1)}`;
}

function fileOf(filename: string, sha256: string, hasMetadata: boolean) {
  return {
    filename,
    url: `https://files.test/${filename}`,
    hashes: { sha256 },
    size: 1000,
    'upload-time': '2020-01-01T00:00:00Z',
    'core-metadata': hasMetadata,
  };
}
