import { readJsonFile } from '../../json.ts';
import type { DependencyReader } from '../../reader.ts';

/**
 * `manifest.json` of an image that was saved to an archive (docker-save, Podman): in which order its layers lie on each other. It lists
 * nothing; linking takes from it which of several databases of packages is the one that counts.
 */
export const reader: DependencyReader = {
  format: 'os/image-layers',
  wants: (path, name) => name === 'manifest.json' && path.endsWith('!/manifest.json'),
  read(file, deadline) {
    const images = readJsonFile(file, { deadline }).items;
    const layers = images.map((image) => image.get('Layers')?.items.flatMap(({ text }) => text ?? []) ?? []);
    if (layers.length === 0 || layers.some((paths) => paths.length === 0)) return undefined;
    return { role: 'installed', packages: [], extra: { layers } };
  },
};
