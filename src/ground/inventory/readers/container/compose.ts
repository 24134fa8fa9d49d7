import type { DependencyFile } from '#ground/model';
import { visitYaml } from '../../block-yaml.ts';
import type { Draft } from '../../dependency-graph.ts';
import { Problems } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { addImage, quotedImage, substituted } from './image.ts';

/** The images of a Compose file's services; not of those that it builds, whose image is what they are called then. */
export const reader: DependencyReader = {
  format: 'container/compose',
  wants: (_, name) => /^(?:docker-)?compose(?:[.-].*)?\.ya?ml$/.test(name),
  read: readCompose,
};

function readCompose(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const images = new Map<string, { readonly image: string; readonly line: number }>();
  const built = new Set<string>();
  let hasServices = false;
  visitYaml(file.bytes, deadline, (keys, value, line) => {
    const [top = '', service = ''] = keys;
    if (top === 'services') hasServices = true;
    // A service, or an extension that services are made of.
    const field = top === 'services' && keys.length >= 3 ? 2 : top.startsWith('x-') ? keys.length - 1 : -1;
    if (field < 1) return;
    const owner = top === 'services' ? service : keys.slice(0, -1).join('\n');
    if (keys[field] === 'build') built.add(owner);
    else if (keys[field] === 'image' && keys.length === field + 1 && value !== undefined)
      images.set(owner, { image: value, line });
  });
  if (!hasServices) return undefined;
  const packages: Draft[] = [];
  const problems = new Problems();
  for (const [owner, { image, line }] of images) {
    if (built.has(owner)) continue;
    const name = substituted(image.replaceAll('$$', ''), () => undefined);
    if (name === undefined || name === '')
      problems.add('unresolved', line, `${quotedImage(image)} depends on the environment, and has no default.`);
    else addImage(name, line, packages, problems);
  }
  return { role: 'reference', packages, ...problems.content };
}
