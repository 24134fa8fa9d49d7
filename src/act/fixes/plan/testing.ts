import { satisfies } from '#ground/packages';
import { playRegistry, type PlayedPackages } from '../../../ground/registries/testing.ts';
import type { Asked, Change, FixFinding, FixPlan, Graph, GraphNode, Override } from '../model.ts';
import { nameAndVersion } from '../purl-of.ts';
import { planFixes } from './plan.ts';

const now = Date.parse('2026-11-22T00:00:00Z');

export interface World {
  readonly packages: PlayedPackages;
  /** `name@version` → who brought it in (`.`: the project). */
  readonly tree: Readonly<Record<string, readonly string[]>>;
  readonly asks: Readonly<Record<string, string>>;
  readonly bad: Readonly<Record<string, string>>;
  readonly overrides?: readonly Omit<Override, 'manifest'>[];
}

export function graphOf({ tree, asks, overrides = [] }: World): Graph {
  const keys = Object.keys(tree);
  const nodes = keys.map((key, index): GraphNode => {
    const at = key.lastIndexOf('@');
    const parents = (tree[key] ?? []).filter((parent) => parent !== '.').map((parent) => keys.indexOf(parent));
    return {
      index,
      name: key.slice(0, at),
      version: key.slice(at + 1),
      purl: `pkg:npm/${key}`,
      line: index + 1,
      parents,
      children: keys.flatMap((other, child) => (tree[other]?.includes(key) === true ? [child] : [])),
      isDirect: tree[key]?.includes('.') === true,
      isDevelopment: false,
    };
  });
  const asked = Object.entries(asks).map(([name, constraint]): Asked => ({
    manifest: 'package.json',
    name,
    constraint,
    line: 1,
    section: 'dependencies',
  }));
  return {
    type: 'npm',
    lockfile: 'package-lock.json',
    format: 'npm/package-lock',
    nodes,
    asked,
    overrides: overrides.map((override) => ({ manifest: 'package.json', ...override })),
    forcesIn: 'package.json',
  };
}

export function affected(world: World): (purl: string) => boolean {
  return (purl) => {
    const parts = nameAndVersion(purl);
    const range = parts === undefined ? undefined : world.bad[parts.name];
    return parts !== undefined && range !== undefined && satisfies('npm', parts.version, range) === true;
  };
}

export function knowledgeOf(world: World) {
  const { registries } = playRegistry(world.packages);
  return {
    registry: registries.npm,
    against: (purl: string) => (affected(world)(purl) ? ['GHSA-1'] : []),
    now,
    cooldownDays: 7,
  };
}

export async function planOf(
  world: World,
  more: Partial<FixFinding> = {},
  most?: 'patch' | 'minor' | 'major',
): Promise<FixPlan> {
  const graph = graphOf(world);
  const findings = graph.nodes
    .filter(({ purl }) => affected(world)(purl))
    .map(({ purl, name }): FixFinding => ({ purl, advisory: `GHSA-${name}`, priority: 500, ...more }));
  return planFixes(graph, findings, knowledgeOf(world), most === undefined ? {} : { most });
}

export function shown(changes: readonly Change[]): string[] {
  return changes.map((change) => {
    switch (change.kind) {
      case 'bump':
        return `lock ${change.name} ${change.from} > ${change.to}`;
      case 'ask':
        return `ask ${change.name} ${change.fromConstraint} > ${change.toConstraint}`;
      case 'override':
        return `force ${change.under === undefined ? '' : `${change.under}/`}${change.name} ${change.toConstraint}`;
      default:
        return `remove ${change.keys.join('/')}`;
    }
  });
}

export const none = { '1.0.0': {} };
