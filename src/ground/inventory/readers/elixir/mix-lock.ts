import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { Patience, textOf } from '../../text-lines.ts';
import { readMap, type Term } from './terms.ts';

/**
 * Mix's `mix.lock`: a map of `{:hex, name, version, checksum, managers, dependencies, repository, checksum of the whole}` and
 * `{:git, url, revision, options}`. It does not say what the project itself asks for.
 */
export const reader: DependencyReader = {
  format: 'elixir/mix-lock',
  wants: (_path, name) => name === 'mix.lock',
  read(file, deadline) {
    const listing = new Listing();
    const byApp = new Map<string, number>();
    const needs: { readonly from: number; readonly app: string }[] = [];
    for (const entry of readMap(textOf(file), new Patience(deadline))) {
      const [key, locked] = itemsOf(entry);
      const app = textIn(key);
      if (app === undefined || locked === undefined) {
        listing.problem('unsupported', entry.line, 'An entry that is no dependency with its lock.');
        continue;
      }
      const position = addPackage(locked, entry.line, listing);
      if (position === undefined) continue;
      if (byApp.has(app))
        listing.problem('duplicate', entry.line, 'A dependency stands here a second time.', listing.at(position)?.purl);
      byApp.set(app, position);
      for (const need of itemsOf(itemsOf(locked)[5])) {
        const name = textIn(itemsOf(need)[0]);
        if (name !== undefined) needs.push({ from: position, app: name });
      }
    }
    for (const { from, app } of needs) {
      const to = byApp.get(app);
      if (to !== undefined) listing.link(from, to);
    }
    return { role: 'lockfile', ...listing.result() };
  },
};

function addPackage(locked: Term, line: number, listing: Listing): number | undefined {
  const [kind, ...rest] = itemsOf(locked).map(textIn);
  const added = kind === 'hex' ? addHex(rest, line, listing) : kind === 'git' ? addGit(rest, line, listing) : undefined;
  if (added === undefined && kind !== 'path')
    listing.problem('malformed', line, 'A locked dependency of an unknown form.');
  return added;
}

type Texts = readonly (string | undefined)[];

function addHex([name, version, , , , repository = 'hexpm', checksum]: Texts, line: number, listing: Listing) {
  if (name === undefined || name === '' || version === undefined || version === '') return undefined;
  // Private packages of an organisation: `hexpm:acme`.
  const namespace = repository.startsWith('hexpm:') ? repository.slice('hexpm:'.length) : undefined;
  return listing.add({
    purl: formatPurl({ type: 'hex', name, version, ...(namespace === undefined ? {} : { namespace }) }),
    line,
    ...(checksum !== undefined && /^[0-9a-f]{64}$/.test(checksum) ? { integrity: `sha256:${checksum}` } : {}),
  });
}

function addGit([url = '', revision = '']: Texts, line: number, listing: Listing) {
  const plain = plainUrl(url);
  if (plain === undefined || !/^[0-9a-f]{7,64}$/.test(revision)) return undefined;
  const [, owner, name] = /^(?:https?|ssh|git):\/\/github\.com\/([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(plain) ?? [];
  return listing.add({
    purl:
      owner === undefined || name === undefined
        ? formatPurl({
            type: 'generic',
            name: plain.split('/').findLast((part) => part !== '') ?? plain,
            version: revision,
          })
        : formatPurl({ type: 'github', namespace: owner, name, version: revision }),
    line,
    source: `${plain}#${revision}`,
  });
}

function itemsOf(term: Term | undefined): readonly Term[] {
  return term !== undefined && 'items' in term ? term.items : [];
}

function textIn(term: Term | undefined): string | undefined {
  return term !== undefined && 'text' in term ? term.text : undefined;
}
