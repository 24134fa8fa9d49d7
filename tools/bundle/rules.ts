/** What build steps do with the rules of a room: one file each in `src/observe/<room>/rules`. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { BuildStep } from '../build.ts';
import { Rule } from '../../src/ground/model/index.ts';

/** A rule whose search is code, so that it has no `match`. */
const RuleAlone = Rule.omit({ match: true });

export const rulesOf = (room: string): string => `src/observe/${room}/rules/*.yaml`;

/** Writes `rules-<room>.json`: what people read of each rule. */
export function gathering(room: string, about: string, order: number): BuildStep {
  const output = `dist/assets/rules-${room}.json`;
  return {
    name: `gathering the rules about ${about}`,
    order,
    inputs: [rulesOf(room), 'src/ground/model/rule.ts', 'tools/bundle/rules.ts'],
    outputs: [output],
    async run() {
      writeDocs(
        output,
        readRules(room, RuleAlone).map((rule) => {
          const { id, version: _, ...documentation } = rule;
          return [id, documentation];
        }),
      );
      await Promise.resolve();
    },
  };
}

/** All rules of a room in order of id; each file's name is its rule's. Throws for whoever writes a rule. */
export function readRules<T extends { readonly id: string }>(room: string, schema: z.ZodType<T>): T[] {
  return globSync(rulesOf(room))
    .sort()
    .map((path) => {
      const rule = schema.safeParse(parse(readFileSync(path, 'utf8')));
      if (!rule.success)
        throw new Error(
          `${path}: ${rule.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
        );
      if (rule.data.id !== `${room}/${basename(path, '.yaml')}`) throw new Error(`${path}: the id is ${rule.data.id}`);
      return rule.data;
    });
}

/** id → title, finds, why, severity, references, fix, examples and what else a room says; each on a line of its own, so that one can be read without the others. */
export function writeDocs(output: string, docs: readonly (readonly [id: string, documentation: object])[]): void {
  mkdirSync(dirname(output), { recursive: true });
  const members = docs.map(([id, documentation]) => `${JSON.stringify(id)}:${JSON.stringify(documentation)}`);
  writeFileSync(output, `{\n${members.join(',\n')}\n}\n`);
}
