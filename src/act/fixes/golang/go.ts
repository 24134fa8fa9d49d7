import type { DependencyFile } from '#ground/model';
import type { Ecosystem, EditKnowledge, FileEdit, Project } from '../ecosystem.ts';
import { plannedVersions, textOf } from '../edit-input.ts';
import { FixError } from '../error.ts';
import type { Change, Graph } from '../model.ts';
import { beside, nodesOf } from '../nodes.ts';
import { isNewer, languageOf, requireIn, requiredIn, withLanguage } from './go-mod.ts';
import { resolveModules } from './resolve.ts';
import { withSums } from './go-sum.ts';

/**
 * Go: the require lines of go.mod, and go.sum. Minimal version selection makes every bump one within range: what is required is the least that
 * will do, so nothing has to be forced.
 */
export const go: Ecosystem = {
  tool: 'Go',
  formats: ['go/go-mod'],
  companions: ['go/go-sum'],
  afterwards: 'go mod tidy && go build ./...',
  graph: graphOf,
  edit,
};

function graphOf(lock: DependencyFile): Graph {
  const nodes = nodesOf(lock, 'golang').map((node) => {
    const written = lock.packages[node.index]?.constraint;
    if (node.name === 'stdlib')
      return { ...node, source: 'the Go toolchain (raise the go or toolchain line of go.mod, and build with it)' };
    // A replaced module is whatever the replace directive says.
    return written?.includes(' ') === true ? { ...node, source: `a replace directive (${written})` } : node;
  });
  const asked = nodes
    .filter(({ isDirect, source }) => isDirect && source === undefined)
    .map(({ name, version, line }) => ({ manifest: lock.path, name, constraint: version, line }));
  return { type: 'golang', lockfile: lock.path, format: lock.format, nodes, asked, overrides: [] };
}

async function edit(
  graph: Graph,
  changes: readonly Change[],
  project: Project,
  knowledge: EditKnowledge,
): Promise<readonly FileEdit[]> {
  const text = textOf(project, graph.lockfile);
  const planned = plannedVersions(changes);
  const resolved = await resolveModules(requiredIn(text), planned, knowledge);
  let mod = text;
  for (const [module, version] of resolved.versions) mod = requireIn(mod, module, version);
  if (resolved.language !== undefined && isNewer(resolved.language, languageOf(text) ?? '1.16'))
    mod = withLanguage(mod, resolved.language);
  const edits: FileEdit[] = mod === text ? [] : [{ path: graph.lockfile, text: mod }];
  const sumPath = beside(graph.lockfile, 'go.sum');
  const sums = project.text(sumPath);
  if (sums !== undefined) {
    const lines = await sumsOf(resolved.sums, knowledge);
    edits.push({ path: sumPath, text: withSums(sums, lines, resolved.versions) });
  }
  return edits;
}

/** Of what is built from, both lines; of what is only read for the graph, the go.mod's. */
async function sumsOf(
  wanted: readonly { readonly module: string; readonly version: string; readonly isBuilt: boolean }[],
  { registries }: EditKnowledge,
): Promise<readonly string[]> {
  const all = await Promise.all(
    wanted.map(async ({ module, version, isBuilt }) => {
      const lines = await registries.golang.sums(module, version);
      if (lines === undefined || lines.length === 0)
        throw new FixError('not-editable', `no checksum database knows ${module} ${version}`, {
          remedy: `go get ${module}@${version} && go mod tidy`,
        });
      return isBuilt ? lines : lines.filter((line) => line.includes('/go.mod '));
    }),
  );
  return all.flat();
}
