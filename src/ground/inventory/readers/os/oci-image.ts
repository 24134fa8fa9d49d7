import type { JsonNode } from '#ground/formats';
import { readJsonFile } from '../../json.ts';
import type { DependencyReader } from '../../reader.ts';

/**
 * `index.json` of an OCI image layout, and the indexes and manifests among its blobs (OCI Image Format, "Image Layout"): in which order the layers
 * of an image lie on each other. They list nothing: `extra` has the paths of what they name, below the layout's folder.
 */
export const reader: DependencyReader = {
  format: 'os/oci-image',
  wants: (path, name) => name === 'index.json' || isBlob.test(path),
  read(file, deadline) {
    // Most files of these names are something else.
    if (file.bytes.length > mostBytes || !isImage(file.bytes)) return undefined;
    const root = readJsonFile(file, { deadline });
    if (root.get('schemaVersion')?.number !== 2) return undefined;
    const manifests = pathsIn(root.get('manifests'));
    if (manifests.length > 0) return { role: 'installed', packages: [], extra: { manifests } };
    const layers = pathsIn(root.get('layers'));
    return layers.length === 0 ? undefined : { role: 'installed', packages: [], extra: { layers: [layers] } };
  },
};

const isBlob = /(?:^|\/)blobs\/sha(?:256\/[0-9a-f]{64}|512\/[0-9a-f]{128})$/;

/** What registries take of a manifest at most. */
const mostBytes = 4 * 1024 * 1024;

function isImage(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return text.includes('"schemaVersion"') && (text.includes('"manifests"') || text.includes('"layers"'));
}

/** Of descriptors (OCI Image Format, "Content Descriptors"), where each stands in the layout; none when one has no digest. */
function pathsIn(descriptors: JsonNode | undefined): string[] {
  const digests = descriptors?.items.map((descriptor) => descriptor.get('digest')?.text ?? '') ?? [];
  const isWhole = digests.every((digest) => /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(digest));
  return isWhole ? digests.map((digest) => `blobs/${digest.replace(':', '/')}`) : [];
}
