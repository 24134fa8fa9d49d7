/**
 * The labelled cases of the accuracy benchmark: cases/README.md says how they are labelled, and what counts as found.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';

export interface Case {
  /** Unique among all: `tuning/javascript/sql/orders-search`. */
  readonly name: string;
  readonly half: 'tuning' | 'held';
  readonly language: string;
  /** The folder that it stands in: `sql`. */
  readonly class: string;
  /** With `/`, relative to the case; in the order of their paths. Their text has no labels left, on the same lines. */
  readonly files: readonly CaseFile[];
  /** Empty for a case in which there is nothing to report. */
  readonly expected: readonly Expected[];
}

export interface CaseFile {
  readonly path: string;
  readonly text: string;
}

export interface Expected {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** `CWE-22`; any of them is right. At least one. */
  readonly cwes: readonly string[];
}

export const casesFolder = join(import.meta.dirname, 'cases');

/** All cases below `folder`, which is laid out as HALF/LANGUAGE/CLASS/CASE, each a file or a folder. Throws LabelError. */
export function readCases(folder: string = casesFolder): Case[] {
  const cases: Case[] = [];
  for (const half of ['tuning', 'held'] as const)
    for (const language of foldersIn(join(folder, half)))
      for (const group of foldersIn(join(folder, half, language)))
        for (const entry of readdirSync(join(folder, half, language, group)).sort())
          cases.push(readCase(join(folder, half, language, group, entry), { half, language, class: group }));
  const names = new Set<string>();
  for (const { name } of cases) {
    if (names.has(name)) throw new LabelError(`${name} is there twice`);
    names.add(name);
  }
  return cases;
}

export class LabelError extends Error {
  readonly code = 'bench.label-malformed';
}

function readCase(path: string, place: Pick<Case, 'half' | 'language' | 'class'>): Case {
  const isFolder = statSync(path).isDirectory();
  const paths = isFolder ? filesBelow(path) : [path];
  const labelled = paths.map((file) => ({
    path: isFolder ? relative(path, file).split(sep).join('/') : basename(file),
    ...readLabels(readFileSync(file, 'utf8'), file),
  }));
  const entry = isFolder ? basename(path) : basename(path, extname(path));
  return {
    name: [place.half, place.language, place.class, entry].join('/'),
    ...place,
    files: labelled.map(({ path, text }) => ({ path, text })),
    expected: labelled.flatMap(({ path, labels }) => labels.map((label) => ({ path, ...label }))),
  };
}

/** `// weak: CWE-22|CWE-73`, `# weak: CWE-89` or `<!-- weak: CWE-79 -->` at the end of a line; with a `*` comment in JSX and CSS. */
const label =
  /[ \t]*(?:\/\/|#|<!--|\{?\/\*)[ \t]*weak: (CWE-[0-9]{1,4}(?:\|CWE-[0-9]{1,4})*)[ \t]*(?:-->|\*\/\}?)?[ \t]*$/;

function readLabels(text: string, file: string): { text: string; labels: Omit<Expected, 'path'>[] } {
  const labels: Omit<Expected, 'path'>[] = [];
  const lines = text.split('\n').map((line, index) => {
    const found = label.exec(line);
    if (found?.[1] === undefined) {
      if (line.includes('weak: ')) throw new LabelError(`${file}:${index + 1} has a label that cannot be read`);
      return line;
    }
    labels.push({ line: index + 1, cwes: found[1].split('|') });
    return line.slice(0, found.index);
  });
  return { text: lines.join('\n'), labels };
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
