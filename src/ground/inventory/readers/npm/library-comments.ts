import { bannerNames, codeMarks, codeVersions } from './banners.ts';
import { isExactVersion, isPackageName } from './specifier.ts';

/** A library that a file holds, as its text says. */
export interface FoundLibrary {
  readonly name: string;
  /** Undefined: the text names the library alone. */
  readonly version: string | undefined;
  /** Where it says so. */
  readonly at: number;
}

const mostFound = 500;
const longestComment = 1200;
/** Of a file that holds one library: its code tells the version where the comment over it does not. */
const longestLibrary = 1_500_000;
const openings = ['/*!', '//!', '/**!', '@license', '@preserve'];

/** The libraries that comments over code name, as minifiers keep them: `/*! jQuery v3.4.1`, `@license React v16.0.0`, and the file's first comment. */
export function librariesInComments(text: string): FoundLibrary[] {
  const places = new Set<number>();
  const start = /^(?:\s|ï»¿|[;!(]|"use strict"|'use strict')*/.exec(text.slice(0, 200))?.[0].length ?? 0;
  if (text.startsWith('/*', start) || text.startsWith('//', start)) places.add(start);
  for (const opening of openings)
    for (let at = text.indexOf(opening); at !== -1 && places.size < mostFound * 4; at = text.indexOf(opening, at + 1))
      places.add(at);
  const found: FoundLibrary[] = [];
  for (const at of [...places].sort((a, b) => a - b)) {
    if (found.length === mostFound) break;
    const library = libraryIn(commentAt(text, at), at < 500 && text.length < longestLibrary ? text : '');
    if (library !== undefined) found.push({ ...library, at });
  }
  return found;
}

function commentAt(text: string, at: number): string {
  const window = text.slice(at, at + longestComment);
  if (window.startsWith('//')) return /^(?:\/\/[^\n]*\s*)*/.exec(window)?.[0] ?? '';
  const end = window.indexOf('*/');
  return end === -1 ? window : window.slice(0, end);
}

type Named = Omit<FoundLibrary, 'at'>;

function libraryIn(comment: string, text: string): Named | undefined {
  let named: string | undefined;
  for (const line of comment.split('\n', 12)) {
    const content = line.slice(0, 200).replace(/^[\s/*!#=]*(?:@(?:license|preserve|overview|file|name)\b\s*)?/, '');
    const [, name = '', version = ''] =
      /^([@A-Za-z][\w@/. +,:-]{0,60}?)[\s,:;|(-]*(?:v(?:ersion)?\.?\s*:?\s*)?(\d+\.\d+(?:\.\d+)?(?:-(?:alpha|beta|rc)[\w.]*)?)(?:[^\w.]|$)/i.exec(
        content,
      ) ?? [];
    const known = packageOf(name);
    if (known !== undefined) return namedAs(fileOf(known, comment), withPatch(version));
    if (named !== undefined && /^version$/i.test(name.trim())) return { name: named, version: withPatch(version) };
    named ??= packageOf(
      /^[A-Za-z][\w. -]{0,40}?(?=\s*(?:<|\(|$|\s-\s|,?\s(?:lodash|https?)))/.exec(content)?.[0] ?? '',
    );
  }
  if (named === undefined) return undefined;
  const name = fileOf(named, comment);
  const version = name === undefined ? undefined : codeVersions.get(name)?.exec(text)?.[1];
  return version === undefined ? undefined : namedAs(name, version);
}

function namedAs(name: string | undefined, version: string): Named | undefined {
  return name === undefined ? undefined : { name, version };
}

function packageOf(written: string): string | undefined {
  const name = written
    .trim()
    .toLowerCase()
    .replace(/[\s:,-]+$/, '')
    .replace(/\.js$/, '');
  if (name.startsWith('@') && name.includes('/') && isPackageName(name)) return name;
  // Each part of it names itself: `Bootstrap: modal.js v3.1.1`.
  return bannerNames.get(name.startsWith('bootstrap: ') ? 'bootstrap' : name);
}

/** React's packages are told by the name of their file, one line below: `react-dom.production.min.js`. Undefined: one that is not known. */
function fileOf(name: string, comment: string): string | undefined {
  if (name !== 'react') return name;
  const file = /react(?: v[\d.]+)?[^\n]*\n[\s*]*([a-z-]+)[\w.-]*\.js/i.exec(comment)?.[1];
  if (file === undefined) return name;
  if (file.startsWith('react-dom')) return 'react-dom';
  return reactFiles.get(file);
}

const reactFiles: ReadonlyMap<string, string> = new Map([
  ['react', 'react'],
  ['react-jsx-runtime', 'react'],
  ['react-jsx-dev-runtime', 'react'],
  ['react-is', 'react-is'],
  ['react-reconciler', 'react-reconciler'],
  ['react-test-renderer', 'react-test-renderer'],
  ['scheduler', 'scheduler'],
]);

function withPatch(version: string): string {
  return /^\d+\.\d+$/.test(version) ? `${version}.0` : version;
}

/** What bundlers, CDNs and the code of some libraries tell. */
export function librariesInCode(text: string): FoundLibrary[] {
  const found: FoundLibrary[] = [];
  for (const { anchor, pattern, name } of codeMarks) {
    const at = text.indexOf(anchor);
    if (at === -1) continue;
    const version = pattern.exec(name === 'lodash' ? text : text.slice(Math.max(0, at - 300), at + 300))?.[1];
    if (version !== undefined) found.push({ name, version, at });
  }
  for (const { anchor, pattern } of bundlePaths) {
    const seen = new Set<string>();
    for (let at = text.indexOf(anchor); at !== -1 && seen.size < mostFound; at = text.indexOf(anchor, at + 1)) {
      const [, written = '', version] = pattern.exec(text.slice(at, at + 300)) ?? [];
      const name = written.replace('+', '/');
      if (name === '' || seen.has(`${name}@${version}`)) continue;
      seen.add(`${name}@${version}`);
      if (isPackageName(name) && (version === undefined || isExactVersion(version)))
        found.push({ name, version, at: anchor.startsWith('\n') ? at + 1 : at });
    }
  }
  return found;
}

const bundlePaths: readonly { readonly anchor: string; readonly pattern: RegExp }[] = [
  // pnpm's folders in what esbuild, webpack and the like write over each module.
  {
    anchor: 'node_modules/.pnpm/',
    pattern: /^node_modules\/\.pnpm\/((?:@[\w.-]+\+)?[\w.-]+)@(\d[\w.-]*?)(?:[_(][^/]*)?\//,
  },
  { anchor: 'Original file: /npm/', pattern: /^Original file: \/npm\/((?:@[\w.-]+\/)?[\w.-]+)@(\d[\w.-]*)\// },
  { anchor: '/* esm.sh - ', pattern: /^\/\* esm\.sh - (?:esbuild bundle\()?((?:@[\w.-]+\/)?[\w.-]+)@(\d[\w.-]*)/ },
  // Names alone.
  { anchor: '/***/ "./node_modules/', pattern: /^\/\*\*\*\/ "\.\/node_modules\/((?:@[\w.-]+\/)?[\w-][\w.-]*)\// },
  { anchor: '\n// node_modules/', pattern: /^\n\/\/ node_modules\/((?:@[\w.-]+\/)?[\w-][\w.-]*)\// },
];
