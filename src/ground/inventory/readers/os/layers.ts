import type { DependencyFile, Json } from '#ground/model';

/**
 * Of a database of packages that stands in several layers of an image, the topmost is the image's; what the others list was there once. Layers
 * of which no manifest tells the order are left as they are.
 */
export function withoutCovered(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const order = new Map<string, number>();
  for (const { path, format, extra } of files)
    if (format === 'os/image-layers')
      for (const layers of imagesIn(extra))
        for (const [i, layer] of layers.entries()) order.set(`${path.slice(0, -'manifest.json'.length)}${layer}`, i);
  if (order.size === 0) return files;
  const top = new Map<string, number>();
  for (const file of files) {
    const place = placeOf(file, order);
    if (place !== undefined) top.set(place.key, Math.max(place.height, top.get(place.key) ?? 0));
  }
  return files.map((file) => {
    const place = placeOf(file, order);
    return place === undefined || top.get(place.key) === place.height ? file : { ...file, packages: [] };
  });
}

/** What a reader wrote for linking, which may have been kept in a cache. */
function imagesIn(extra: Json | undefined): readonly (readonly string[])[] {
  const layers = extra !== null && typeof extra === 'object' && 'layers' in extra ? extra['layers'] : undefined;
  return Array.isArray(layers) ? (layers as readonly (readonly string[])[]) : [];
}

/** `image.tar!/aaa/layer.tar!/lib/apk/db/installed`: the layer's height, and what the path is in the image. */
function placeOf(
  { path, format }: DependencyFile,
  order: ReadonlyMap<string, number>,
): { readonly key: string; readonly height: number } | undefined {
  if (!format.startsWith('os/')) return undefined;
  const mark = path.lastIndexOf('!/');
  const height = mark === -1 ? undefined : order.get(path.slice(0, mark));
  const image = mark === -1 ? -1 : path.lastIndexOf('!/', mark - 1);
  if (height === undefined || image === -1) return undefined;
  return { key: `${path.slice(0, image)} ${path.slice(mark)}`, height };
}
