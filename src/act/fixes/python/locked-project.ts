import type { DependencyFile } from '#ground/model';
import type { FileEdit, Project } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import type { Change, Graph } from '../model.ts';
import { beside, nodesOf } from '../nodes.ts';
import { askedInPyproject, withRequirementsIn } from './pyproject.ts';

/** The graph of a lockfile that answers to the pyproject.toml beside it. */
export function lockedGraph(lock: DependencyFile, project: Project): Graph | undefined {
  const manifest = beside(lock.path, 'pyproject.toml');
  const text = project.text(manifest);
  if (text === undefined) return undefined;
  const asked = askedInPyproject(manifest, text);
  const names = new Set(asked.map(({ name }) => name));
  const nodes = nodesOf(lock, 'pypi').map((node) => ({ ...node, isDirect: names.has(node.name) }));
  return { type: 'pypi', lockfile: lock.path, format: lock.format, nodes, asked, overrides: [] };
}

/** The manifest with what it is to ask for. Throws FixError. */
export function manifestEdit(graph: Graph, changes: readonly Change[], project: Project): readonly FileEdit[] {
  const path = beside(graph.lockfile, 'pyproject.toml');
  const asks = changes.filter((change) => change.kind === 'ask');
  if (asks.length === 0) return [];
  let text = project.text(path) ?? '';
  for (const { name, fromConstraint, toConstraint } of asks) {
    const next = withRequirementsIn(text, name, fromConstraint, toConstraint);
    if (next === undefined)
      throw new FixError('not-editable', `${path} does not ask for ${name} in a form that is edited here`);
    text = next;
  }
  return [{ path, text }];
}
