import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Case, caseOf, plant, setAside } from './cases.ts';
import { pick, type Random, randomFrom } from './random.ts';
import { fillTemplate } from './value.ts';

/**
 * A whole small file, written out in snippets/*.yaml. In `text` (and `path`), [[…]] is a template of value.ts: [[!…]] is the secret,
 * [[+…]] its user name or key id, [[…]] anything else. `each` lists values for [[each]]: one case of every one of them.
 */
interface Snippet {
  readonly id: string;
  readonly path: string | readonly string[];
  readonly text: string;
  readonly each?: readonly string[];
  /** How many cases, from as many seeds, of each; the file's own where absent. */
  readonly copies?: number;
}

interface SnippetFile {
  readonly copies: number;
  readonly positive?: readonly Snippet[];
  readonly negative?: readonly Snippet[];
  /** Negatives that may be reported as `possible`. */
  readonly doubtful?: readonly Snippet[];
  /** Positives that need not be reported as more than `possible`. */
  readonly downranked?: readonly Snippet[];
}

export function casesOfSnippets(): Case[] {
  const folder = join(import.meta.dirname, 'snippets');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = parse(readFileSync(join(folder, name), 'utf8')) as SnippetFile; // ours, beside this file
      const family = name.replace('.yaml', '');
      const all = (snippets: readonly Snippet[] = [], kind: Case['kind'], isDoubtful: boolean) =>
        snippets.flatMap((snippet) => casesOf(snippet, { family, copies: file.copies, kind, isDoubtful }));
      return [
        ...all(file.positive, 'positive', false),
        ...all(file.downranked, 'positive', true),
        ...all(file.negative, 'negative', false),
        ...all(file.doubtful, 'negative', true),
      ];
    });
}

function casesOf(
  { id, path, text, each = [''], copies: own }: Snippet,
  { family, copies, kind, isDoubtful }: { family: string; copies: number; kind: Case['kind']; isDoubtful: boolean },
): Case[] {
  return each.flatMap((value, index) =>
    Array.from({ length: own ?? copies }, (_, copy) => {
      const seed = `${id}/${each.length > 1 ? `${index}.` : ''}${copy}`;
      const random = randomFrom(`${family}/${seed}`);
      const paths = typeof path === 'string' ? [path] : path;
      const file = { path: fill(pick(paths, random), value, random), text: fill(text, value, random) };
      return caseOf({ id: `${family}/${seed}`, format: `${family}/${id}`, kind, isDoubtful }, file);
    }),
  );
}

function fill(text: string, value: string, random: Random): string {
  return text
    .replaceAll('[[each]]', () => value)
    .replace(/\[\[([!+]?)(.+?)\]\](?!\])/g, (_, mark: string, template: string) => {
      const filled = fillTemplate(template, random);
      if (mark === '!') return plant(filled);
      return mark === '+' ? setAside(filled) : filled;
    });
}
