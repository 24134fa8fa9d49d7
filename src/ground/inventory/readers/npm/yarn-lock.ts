import type { DependencyFile } from '#ground/model';
import { markDependsOn, markDirect, markScopes } from '../../dependency-graph.ts';
import { Problems } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { DescriptorGraph } from './descriptor-graph.ts';
import { extraOf } from './local-packages.ts';
import { readBerry } from './yarn-berry.ts';
import { readClassic } from './yarn-classic.ts';

/**
 * yarn.lock of Yarn 1 and of Yarn 2 and later. Yarn 1 does not say what the project asks for; there `constraint` holds every range that the entry
 * stands for, joined with `, `, so that a package.json can be held against it. Neither tells tools from production.
 */
export const reader: DependencyReader = {
  format: 'npm/yarn-lock',
  wants: (_, name) => name === 'yarn.lock',
  read: readYarnLock,
};

function readYarnLock(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  const problems = new Problems();
  const graph = new DescriptorGraph(problems);
  if (isBerry(file.bytes)) readBerry(file, deadline, graph, problems);
  else readClassic(file, deadline, graph, problems);
  const { packages } = graph;
  const { requests, edges } = graph.finish();
  markDirect(packages, requests);
  if (requests.length > 0) markScopes(packages, requests, edges);
  markDependsOn(packages, edges);
  return { role: 'lockfile', packages, ...problems.content, ...extraOf([...graph.linked]) };
}

function isBerry(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf('__metadata:', 0, 'latin1');
  return at === 0 || (at !== -1 && (buffer[at - 1] === 0x0a || buffer[at - 1] === 0xbf));
}
