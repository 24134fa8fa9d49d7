import type { Json } from '#ground/model';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { replacementOf } from './go-mod.ts';
import { directivesOf } from './mod-lines.ts';

/** go.work: which modules are built together, and what is replaced in all of them. It lists no packages of its own. */
export const reader: DependencyReader = {
  format: 'go/go-work',
  wants: (_, name) => name === 'go.work',
  read(file, deadline) {
    const listing = new Listing();
    const uses: { path: string; line: number }[] = [];
    const replaced: { [key: string]: string | number }[] = [];
    let understood = 0;
    for (const { verb, words, line } of directivesOf(file, deadline)) {
      const [first = ''] = words;
      const replacement = verb === 'replace' ? replacementOf(words, line) : undefined;
      if (verb === 'use' && first !== '') uses.push({ path: first.slice(0, 1000), line });
      else if (replacement !== undefined) replaced.push({ ...replacement });
      else if (!['go', 'toolchain', 'godebug'].includes(verb)) {
        listing.problem('malformed', line, 'This is no directive of go.work.');
        continue;
      }
      understood += 1;
    }
    if (understood === 0) return undefined;
    const extra: Json = { uses, replaced };
    return { role: 'manifest', ...listing.result(), extra };
  },
};
