import type { DependencyFile } from '#ground/model';
import { visitYaml } from '../../block-yaml.ts';
import type { Draft } from '../../dependency-graph.ts';
import { Problems } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { addImage } from './image.ts';

/**
 * The images of Kubernetes manifests: of the containers of whatever holds a pod, custom resources too. Templates of Helm and the like are left out:
 * they are no manifests before they are filled in.
 */
export const reader: DependencyReader = {
  format: 'container/kubernetes',
  wants: (path, name) => /\.ya?ml$/.test(name) && !/(?:^|\/)templates\//.test(path),
  read: readManifests,
};

const containerLists = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function readManifests(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const { bytes } = file;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Most YAML files are something else.
  if (!buffer.includes('apiVersion') || !buffer.includes('kind') || !buffer.includes('image')) return undefined;
  if (buffer.includes('{{')) return undefined;
  const packages: Draft[] = [];
  const problems = new Problems();
  let isManifest = false;
  let document = new Map<string, number>();
  let hasKind = false;
  let hasVersion = false;
  const end = (): void => {
    if (hasKind && hasVersion) {
      isManifest = true;
      for (const [image, line] of document) addImage(image, line, packages, problems);
    }
    document = new Map();
    hasKind = false;
    hasVersion = false;
  };
  visitYaml(bytes, deadline, (keys, value, line) => {
    if (keys.length === 0) end();
    else if (value === undefined) return;
    else if (keys.length === 1) {
      if (keys[0] === 'kind') hasKind = true;
      else if (keys[0] === 'apiVersion') hasVersion = true;
    } else if (isImage(keys) && value !== '' && !document.has(value)) document.set(value, line);
  });
  end();
  return isManifest ? { role: 'reference', packages, ...problems.content } : undefined;
}

/** `…/containers/-/image`, and the image of a volume. */
function isImage(keys: readonly string[]): boolean {
  const last = keys.length - 1;
  if (keys[last] === 'image') return keys[last - 1] === '-' && containerLists.has(keys[last - 2] ?? '');
  return keys[last] === 'reference' && keys[last - 1] === 'image' && keys[last - 3] === 'volumes';
}
