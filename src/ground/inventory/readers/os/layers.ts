import type { DependencyFile, Json } from '#ground/model';
import { deletedBy } from './whiteout.ts';

/** What is known of an image whose layers' order is. */
interface Image {
  /** By a path in the image, the highest layer that has it. */
  readonly tops: Map<string, number>;
  /** By a path in the image, the highest layer that deletes it, and the highest that deletes what is in it. */
  readonly deleted: Map<string, number>;
  readonly emptied: Map<string, number>;
}

interface Place {
  readonly image: Image;
  readonly height: number;
}

/**
 * Of images that tell the order of their layers: which of the files that they are made of are there in the end. A file in an upper layer covers
 * that of a lower one, and a whiteout deletes it; what another image of the same archive shows is there. Layers of which nothing tells the order
 * are left as they are.
 */
export class Layers {
  readonly #places: ReadonlyMap<string, readonly Place[]>;

  constructor(files: readonly DependencyFile[]) {
    this.#places = placesIn(files);
    if (this.#places.size === 0) return;
    for (const file of files) {
      if (!file.format.startsWith('os/')) continue;
      const { layer, inner } = partsOf(file.path);
      for (const { image, height } of this.#places.get(layer) ?? []) {
        if (file.format !== 'os/whiteout') raise(image.tops, inner, height);
        else {
          const { path, isOpaque } = deletedBy(file.path);
          raise(isOpaque ? image.emptied : image.deleted, path, height);
        }
      }
    }
  }

  /** Images that show a file of one of their layers; undefined when it stands in no such layer. */
  shownBy(file: DependencyFile): readonly object[] | undefined {
    const { layer, inner } = partsOf(file.path);
    const places = file.format.startsWith('os/') ? this.#places.get(layer) : undefined;
    return places?.filter((place) => isThere(inner, place)).map(({ image }) => image);
  }
}

/** `image.tar!/aaa/layer.tar!/lib/apk/db/installed`: the layer, and what the path is in the image. */
function partsOf(path: string): { readonly layer: string; readonly inner: string } {
  const mark = path.lastIndexOf('!/');
  return mark === -1 ? { layer: '', inner: path } : { layer: path.slice(0, mark), inner: path.slice(mark + 2) };
}

function raise(heights: Map<string, number>, path: string, height: number): void {
  heights.set(path, Math.max(height, heights.get(path) ?? 0));
}

function isThere(inner: string, { image, height }: Place): boolean {
  const isAbove = (other: number | undefined): boolean => other !== undefined && other > height;
  if (isAbove(image.tops.get(inner)) || isAbove(image.deleted.get(inner)) || isAbove(image.emptied.get('')))
    return false;
  for (let at = inner.indexOf('/'), depth = 0; at !== -1 && depth < deepest; at = inner.indexOf('/', at + 1), depth++) {
    const folder = inner.slice(0, at);
    if (isAbove(image.deleted.get(folder)) || isAbove(image.emptied.get(folder))) return false;
  }
  return true;
}

/** No database of packages lies deeper. */
const deepest = 16;

/** By the path of a layer, the images that have it. */
function placesIn(files: readonly DependencyFile[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  const known = new Set<string>();
  for (const layers of imagesIn(files)) {
    const key = layers.join('\n');
    if (known.has(key) || known.size >= mostImages) continue;
    known.add(key);
    const image: Image = { tops: new Map(), deleted: new Map(), emptied: new Map() };
    // A layer may lie there twice: what counts is where it lies last.
    for (const [layer, height] of new Map(layers.map((layer, height) => [layer, height]))) {
      const those = places.get(layer);
      if (those === undefined) places.set(layer, [{ image, height }]);
      else those.push({ image, height });
    }
  }
  return places;
}

/** Of more images in one project, the layers are left as they are. */
const mostImages = 200;

/** The layers of each image, by what `docker save` writes, or by an OCI layout's index and the manifests that it leads to. */
function* imagesIn(files: readonly DependencyFile[]): Generator<readonly string[]> {
  const blobs = new Map<string, DependencyFile>();
  for (const file of files) {
    if (file.format === 'os/image-layers')
      for (const layers of listsIn(file.extra)) yield below(file.path.slice(0, -'manifest.json'.length), layers);
    else if (file.format === 'os/oci-image') blobs.set(file.path, file);
  }
  for (const [path, { extra }] of blobs) {
    if (!/(?:^|\/)index\.json$/.test(path)) continue;
    const root = path.slice(0, -'index.json'.length);
    // A set is walked with what is added on the way: an index may lead to others.
    const seen = new Set(below(root, manifestsIn(extra)));
    for (const next of seen) {
      const blob = blobs.get(next)?.extra;
      for (const layers of listsIn(blob)) yield below(root, layers);
      for (const inner of below(root, manifestsIn(blob))) seen.add(inner);
    }
  }
}

function below(root: string, paths: readonly string[]): string[] {
  return paths.map((path) => root + path);
}

/** What a reader wrote for linking, which may have been kept in a cache. */
function listsIn(extra: Json | undefined): readonly (readonly string[])[] {
  const layers = extra !== null && typeof extra === 'object' && 'layers' in extra ? extra['layers'] : undefined;
  return Array.isArray(layers) ? (layers as readonly (readonly string[])[]) : [];
}

function manifestsIn(extra: Json | undefined): readonly string[] {
  const manifests =
    extra !== null && typeof extra === 'object' && 'manifests' in extra ? extra['manifests'] : undefined;
  return Array.isArray(manifests) ? (manifests as readonly string[]) : [];
}
