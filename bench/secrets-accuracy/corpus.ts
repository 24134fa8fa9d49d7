import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, sep } from 'node:path';
import { parse } from 'yaml';
import { type Case, caseOf, plant, type Range } from './cases.ts';
import { spell } from './contexts.ts';
import type { Format } from './formats.ts';
import { pick, type Random, randomFrom, sample } from './random.ts';
import { fillTemplate } from './value.ts';

/** How many files of the folders together are taken as they are, and how many get a secret. */
const counts = { unchanged: 700, spliced: 420 };
const size = { least: 200, most: 120_000 };

interface CorpusFile {
  readonly repository: string;
  readonly path: string;
  readonly text: string;
}

/** A finding in an unchanged file that is right: found by hand. `digest` is the file's SHA-256, so that another version is looked at anew. */
interface Label {
  readonly repository: string;
  readonly path: string;
  readonly digest: string;
  readonly line: number;
}

/** Files of checkouts: unchanged as negatives, and with a secret in them as positives. The same files for the same folders and seed. */
export function corpusCases(folders: readonly string[], formats: readonly Format[]): Case[] {
  const random = randomFrom('corpus');
  const labels = (parse(readFileSync(join(import.meta.dirname, 'corpus-labels.yaml'), 'utf8')) ?? []) as Label[]; // ours
  const each = folders.map((folder) =>
    sample(filesUnder(folder), Math.ceil((1.6 * (counts.unchanged + counts.spliced)) / folders.length), random),
  );
  const files = each.flatMap((paths, index) => paths.flatMap((path) => read(folders[index] ?? '', path)));
  const mixed = sample(files, files.length, random);
  return [
    ...mixed.slice(0, counts.unchanged).map((file) => unchanged(file, labels)),
    ...mixed
      .slice(counts.unchanged)
      .flatMap((file, index) => spliced(file, formats, index, random))
      .slice(0, counts.spliced),
  ];
}

function unchanged({ repository, path, text }: CorpusFile, labels: readonly Label[]): Case {
  const mine = labels.filter((label) => label.repository === repository && label.path === path);
  const digest = mine.length === 0 ? '' : createHash('sha256').update(text).digest('hex');
  const aside = mine.filter((label) => label.digest === digest).map(({ line }) => lineRange(text, line));
  const about = {
    id: `corpus/${repository}/${path}`,
    format: 'corpus/unchanged',
    kind: 'negative',
    isDoubtful: false,
  } as const;
  return { ...about, path, text, planted: [], aside };
}

/** In place of a string literal, or as a line of its own; what the rest of the file holds says nothing about this case. */
function spliced(file: CorpusFile, formats: readonly Format[], index: number, random: Random): Case[] {
  const plain = formats.filter((format) => format.with === undefined);
  const inLiteral =
    random(2) === 0
      ? intoLiteral(
          file.text,
          pick(
            plain.filter(({ bare }) => bare),
            random,
          ),
          random,
        )
      : undefined;
  const made = inLiteral ?? asLine(file, pick(plain, random), random);
  if (made === undefined) return [];
  const about = {
    id: `corpus/${made.format.id}/${made.how}/${index}`,
    format: `corpus/${made.how}`,
    kind: 'positive',
  } as const;
  const one = caseOf(about, { path: file.path, text: made.text });
  const [planted] = one.planted;
  if (planted === undefined) return [];
  const start = one.text.lastIndexOf('\n', planted.start - 1) + 1;
  const end = one.text.indexOf('\n', planted.end);
  const aside = [{ start: 0, end: start }, ...(end < 0 ? [] : [{ start: end, end: one.text.length }])];
  return [{ ...one, aside: aside.filter((range) => range.end > range.start) }];
}

interface Made {
  readonly text: string;
  readonly format: Format;
  readonly how: 'literal' | 'line';
}

function intoLiteral(text: string, format: Format, random: Random): Made | undefined {
  const literals = [...text.matchAll(/(['"])([\w .,/-]{6,60})\1/g)].filter(({ index }) => !isImport(text, index));
  if (literals.length === 0) return undefined;
  const { index, 2: old = '' } = pick(literals, random);
  const value = plant(fillTemplate(format.value, random));
  return { text: `${text.slice(0, index + 1)}${value}${text.slice(index + 1 + old.length)}`, format, how: 'literal' };
}

function isImport(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /\b(?:import|require|from|include|use|package)\b/.test(line);
}

/** A setting in the syntax of the file's language, before one of its lines. */
function asLine({ path, text }: CorpusFile, format: Format, random: Random): Made | undefined {
  const template = settings[extname(path) || basename(path)];
  if (template === undefined) return undefined;
  const lines = text.split('\n');
  const at = random(lines.length);
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
  const setting = spell(template, pick(format.names, random), plant(fillTemplate(format.value, random)));
  return { text: lines.toSpliced(at, 0, `${indent}${setting}`).join('\n'), format, how: 'line' };
}

const script = "const {camel} = '{value}';";
const settings: Readonly<Record<string, string>> = {
  '.js': script,
  '.mjs': script,
  '.cjs': script,
  '.ts': script,
  '.jsx': script,
  '.tsx': script,
  '.vue': script,
  '.py': '{NAME} = "{value}"',
  '.rb': "{snake} = '{value}'",
  '.go': '{camel} := "{value}"',
  '.java': 'String {camel} = "{value}";',
  '.kt': 'val {camel} = "{value}"',
  '.cs': 'var {camel} = "{value}";',
  '.php': "$settings['{snake}'] = '{value}';",
  '.rs': 'let {snake} = "{value}";',
  '.swift': 'let {camel} = "{value}"',
  '.c': '#define {NAME} "{value}"',
  '.h': '#define {NAME} "{value}"',
  '.cpp': 'const char* {camel} = "{value}";',
  '.sh': "export {NAME}='{value}'",
  '.yml': '{snake}: {value}',
  '.yaml': '{NAME}: "{value}"',
  '.toml': '{snake} = "{value}"',
  '.ini': '{snake} = {value}',
  '.cfg': '{snake} = {value}',
  '.conf': '{snake} = {value}',
  '.properties': '{dotted}={value}',
  '.tf': '{snake} = "{value}"',
  '.md': '{NAME}={value}',
  '.rst': '    {NAME}={value}',
  '.txt': '{NAME}={value}',
  '.adoc': '{NAME}={value}',
  '.html': '<!-- {NAME}={value} -->',
  '.xml': '<property name="{snake}" value="{value}"/>',
  '.sql': "-- {snake} = '{value}'",
  '.gradle': 'def {camel} = "{value}"',
  Dockerfile: 'ENV {NAME}={value}',
  Makefile: '{NAME} = {value}',
};

function isSkipped(path: string): boolean {
  return /(?:^|[/\\])\.(?:git|bin|cache|vite|vitest)(?:[/\\-]|$)|\.(?:wasm|node|png|gz|map)$/.test(path);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !isSkipped(path))
    .sort();
}

/** Nothing of a file that is too small, too large, or no text. */
function read(folder: string, path: string): CorpusFile[] {
  const bytes = readFileSync(join(folder, path));
  if (bytes.length < size.least || bytes.length > size.most || bytes.includes(0)) return [];
  const text = bytes.toString('utf8');
  if (Buffer.byteLength(text) !== bytes.length || /[\uE000-\uE003]/.test(text)) return [];
  return [{ repository: basename(folder), path: path.split(sep).join('/'), text }];
}

function lineRange(text: string, line: number): Range {
  let start = 0;
  for (let number = 1; number < line; number += 1) start = text.indexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}
