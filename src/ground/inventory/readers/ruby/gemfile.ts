import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';

/**
 * `Gemfile` or `gems.rb`: Ruby code, which is not run. Gems are listed whose names stand there as literal texts, with the groups of the blocks
 * around them; all others are told.
 */
export const reader: DependencyReader = {
  format: 'ruby/gemfile',
  wants: (_path, name) => name === 'gemfile' || name === 'gems.rb' || name.endsWith('.gemfile'),
  read(file, deadline) {
    const listing = new Listing();
    const patience = new Patience(deadline);
    const lines = linesOf(file);
    // For each `do` or `if` that is open: the groups that it adds.
    const blocks: (readonly string[])[] = [];
    for (let i = 0; i < lines.length; i += 1) {
      patience.check(i + 1);
      const start = i;
      let text = withoutComment(lines[i] ?? '');
      while (text.endsWith(',') && text.length < longestStatement && i + 1 < lines.length)
        text += ` ${withoutComment(lines[(i += 1)] ?? '')}`;
      if (/^end\b/.test(text)) blocks.pop();
      else if (/^gem[\s(]/.test(text)) addGem(text, { line: start + 1, endLine: i + 1 }, blocks.flat(), listing);
      else if (blocks.length >= deepest) continue;
      else if (/^(?:if|unless|case|begin|while|def)\b/.test(text)) blocks.push([]);
      else if (/\bdo(?:\s*\|[^|]*\|)?$/.test(text)) blocks.push(/^group\b/.test(text) ? symbolsOf(text) : []);
    }
    return { role: 'manifest', ...listing.result() };
  },
};

const longestStatement = 2000;
const deepest = 64;

function addGem(
  text: string,
  place: { readonly line: number; readonly endLine: number },
  around: readonly string[],
  listing: Listing,
): void {
  if (text.length > longestStatement)
    return listing.problem('malformed', place.line, 'A gem in a line that is too long.');
  const [called, , name] = /^gem[\s(]\s*(['"])([A-Za-z0-9][\w.-]*)\1/.exec(text) ?? [];
  if (called === undefined || name === undefined)
    return listing.problem('unresolved', place.line, 'A gem whose name is computed: only Ruby could tell which.');
  let rest = text.slice(called.length);
  const constraints: string[] = [];
  for (let match = positional.exec(rest); match !== null; match = positional.exec(rest)) {
    constraints.push(match[2] ?? '');
    rest = rest.slice(match[0].length);
  }
  const own = /(?:\bgroups?:|:groups?\s*=>)\s*(\[[^\]]*\]|:\w+|['"]\w+['"])/.exec(rest)?.[1];
  const groups = [...new Set([...around, ...(own === undefined ? [] : symbolsOf(own))])];
  const version = constraints.length === 1 ? /^=?\s*([0-9][0-9A-Za-z.]*)$/.exec(constraints[0] ?? '')?.[1] : undefined;
  const source = sourceOf(rest);
  listing.add({
    purl: formatPurl({ type: 'gem', name, ...(version === undefined ? {} : { version }) }),
    line: place.line,
    ...(place.endLine === place.line ? {} : { endLine: place.endLine }),
    direct: true,
    ...(constraints.length === 0 ? {} : { constraint: constraints.join(', ').slice(0, 200) }),
    ...(groups.length === 0 ? {} : { group: groups.join(', ').slice(0, 200) }),
    ...(isForOthersAlone(rest) ? { scope: 'optional' } : scopeOf(groups)),
    ...(source === undefined ? {} : { source }),
  });
}

/** A literal text that is an argument by its position: not before a `=>`. */
const positional = /^\s*,\s*(['"])([^'"]*)\1(?!\s*=>)/;

function scopeOf(groups: readonly string[]): { readonly scope?: 'dev' | 'test' } {
  if (groups.length === 0 || !groups.every((group) => /^(?:dev|test|ci$|lint|docs?$|spec)/.test(group))) return {};
  return { scope: groups.every((group) => group.startsWith('test')) ? 'test' : 'dev' };
}

/** Bundler leaves out of the lockfile what is only for platforms that it was not asked to lock: all but those of the usual Ruby. */
function isForOthersAlone(options: string): boolean {
  const own = /(?:\bplatforms?:|:platforms?\s*=>)\s*(%i\[[^\]]*\]|\[[^\]]*\]|:\w+)/.exec(options)?.[1];
  const platforms = own?.match(/\w{3,100}/g) ?? [];
  return (
    platforms.length > 0 &&
    platforms.every((name) => /^(?:x64_)?(?:windows|mingw|mswin|jruby|truffleruby|rbx)/.test(name))
  );
}

function sourceOf(options: string): string | undefined {
  const [, key, , value] = /(?:\b|:)(git|github|path|source)(?::|\s*=>)\s*(['"])([^'"]*)\2/.exec(options) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (key === 'path') return value.slice(0, 500);
  return plainUrl(key === 'github' ? `https://github.com/${value.includes('/') ? value : `${value}/${value}`}` : value);
}

function symbolsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|[\s,([])(?::|['"])(\w{1,100})/g)].map(([, symbol]) => symbol ?? '');
}

/** What stands in front of a `#` that no text holds. */
function withoutComment(line: string): string {
  let quote: string | undefined;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '#') return line.slice(0, at).trim();
  }
  return line.trim();
}
