import { join } from 'node:path';
import { readText, type Repository } from './repository.ts';

/**
 * The URL of `origin` from the text of a plain configuration file (git-config(1), "Syntax"): running git for it takes a
 * sixth of what a commit waits for. `undecided` where the text uses anything that only git should judge: includes, work
 * tree configuration, quotes, escapes, comments in values, other spellings of the section.
 */
export function originIn(text: string): { readonly url?: string } | 'undecided' {
  if (/include|worktreeconfig|\\$/im.test(text)) return 'undecided';
  let inOrigin = false;
  let url: string | undefined;
  for (const line of text.split('\n')) {
    const said = line.trim();
    if (said === '' || said.startsWith('#') || said.startsWith(';')) continue;
    if (said.startsWith('[')) {
      if (!/^\[[^\]]*\]$/.test(said)) return 'undecided';
      inOrigin = said === '[remote "origin"]';
      if (!inOrigin && /^\[remote[ ."\t]+origin/i.test(said)) return 'undecided';
    } else if (inOrigin && /^url\b/i.test(said)) {
      const value = /^url\s*=\s*([^\s"\\#;]+)$/i.exec(said)?.[1];
      if (value === undefined) return 'undecided';
      url = value;
    }
  }
  return url === undefined ? {} : { url };
}

/** Of the repository's own configuration file. */
export function originOfRepository({ commonDir }: Repository): ReturnType<typeof originIn> {
  const text = readText(join(commonDir, 'config'));
  return text === undefined ? 'undecided' : originIn(text);
}
