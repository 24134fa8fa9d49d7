import type { RecordHead } from './record-head.ts';

/** Records that are one advisory, and what it is called. */
export interface Identity<Item> {
  readonly id: string;
  /** In the order in which they came. */
  readonly members: readonly Item[];
  /** Ids and aliases that count as its own. */
  readonly ids: ReadonlySet<string>;
}

/**
 * Records that share an id or alias are one advisory (OSV schema, “aliases”), with a limit to what one record can say of others: two GitHub ids
 * are never one, two records of one database only when they themselves share an id or alias, and records that name different CVEs only when they
 * name one GitHub id. A record that would join such joins the first of them alone. Ids of identities are different from each other.
 */
export function identities<Item>(items: readonly Item[], headOf: (item: Item) => Named): Identity<Item>[] {
  return connected(items, headOf).flatMap((members) => apart(members, headOf));
}

/**
 * The id that an advisory is called by: of all its ids and aliases, GitHub's, else a CVE's, else its own database's; of several, one that a
 * record has itself. GitHub gives its ids at publication, CVE ids often come later.
 */
export function primaryId(ids: readonly string[], owned: ReadonlySet<string> = new Set()): string {
  const rank = (id: string): number => 2 * rankOf(id) + (owned.has(id) ? 0 : 1);
  return [...ids].sort((a, b) => rank(a) - rank(b) || compareText(a, b))[0] as string;
}

type Named = Pick<RecordHead, 'id' | 'aliases'>;

/** Records that lead to each other by shared ids, also through others. */
function connected<Item>(items: readonly Item[], headOf: (item: Item) => Named): Item[][] {
  const leader = new Map<string, number>();
  const parents = items.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    for (let at = index; at !== root;) [at, parents[at]] = [parents[at] as number, root];
    return root;
  };
  for (const [index, item] of items.entries()) {
    for (const id of idsOf(headOf(item))) {
      const other = leader.get(id);
      if (other === undefined) leader.set(id, index);
      else parents[rootOf(index)] = rootOf(other);
    }
  }
  const byRoot = new Map<number, Item[]>();
  for (const [index, item] of items.entries()) {
    const root = rootOf(index);
    const known = byRoot.get(root);
    if (known === undefined) byRoot.set(root, [item]);
    else known.push(item);
  }
  return [...byRoot.values()];
}

interface Part {
  readonly members: number[];
  /** Ids that its records have themselves. */
  readonly owned: Set<string>;
  /** GitHub's id, of the record that says it best. */
  ghsa: string | undefined;
  cves: ReadonlySet<string>;
  /** By database, the first record. */
  readonly firsts: Map<string, Named>;
  /** The part that this one became a part of. */
  into?: Part;
}

/** Members that may be one advisory, each set of them by itself. */
function apart<Item>(items: readonly Item[], headOf: (item: Item) => Named): Identity<Item>[] {
  const heads = items.map(headOf);
  const partOf = new Map<string, Part>();
  const parts: Part[] = [];
  for (const index of inOrderOfWord(heads)) {
    const head = heads[index] as Named;
    let part = partFor(head, index);
    parts.push(part);
    const ids = [head.id, ...head.aliases.toSorted((a, b) => rankOf(a) - rankOf(b) || compareText(a, b))];
    for (const id of ids) {
      const other = lastOf(partOf.get(id));
      if (other === undefined || other === part) continue;
      const isSameRecord = id === head.id && other.owned.has(id);
      if (!isSameRecord && !mayBeOne(other, part)) continue;
      part = joined(other, part, isSameRecord);
    }
    for (const id of ids) if (!partOf.has(id)) partOf.set(id, part);
  }
  const left = parts.filter(({ into }) => into === undefined);
  const ownerOf = new Map(left.flatMap((part) => [...part.owned].map((id) => [id, part])));
  const taken = new Set<string>();
  return left
    .map((part) => {
      const members = part.members.toSorted((a, b) => a - b);
      const ids = new Set(members.flatMap((index) => idsOf(heads[index] as Named)).filter((id) => isOf(part, id)));
      const free = [...ids].filter((id) => (ownerOf.get(id) ?? part) === part && !taken.has(id));
      const id = primaryId(free, part.owned);
      taken.add(id);
      return { id, members, ids };
    })
    .sort((a, b) => (a.members[0] as number) - (b.members[0] as number))
    .map(({ id, members, ids }) => ({ id, ids, members: members.map((index) => items[index] as Item) }));
}

/** GitHub's records first, then CVEs; and those that name few others before those that name many. */
function inOrderOfWord(heads: readonly Named[]): number[] {
  const weight = heads.map((head) => {
    const named = idsOf(head);
    return [rankOf(head.id), named.filter(isGhsa).length, named.filter(isCve).length] as const;
  });
  return heads
    .map((_, index) => index)
    .sort((a, b) => {
      const [x, y] = [weight[a] as readonly number[], weight[b] as readonly number[]];
      const at = x.findIndex((value, place) => value !== y[place]);
      return at === -1 ? a - b : (x[at] as number) - (y[at] as number);
    });
}

function partFor(head: Named, index: number): Part {
  const named = head.aliases.filter(isGhsa);
  return {
    members: [index],
    owned: new Set([head.id]),
    ghsa: isGhsa(head.id) ? head.id : named.length === 1 ? named[0] : undefined,
    cves: new Set(idsOf(head).filter(isCve)),
    firsts: new Map([[databaseOf(head.id), head]]),
  };
}

function mayBeOne(a: Part, b: Part): boolean {
  if (a.ghsa !== undefined && b.ghsa !== undefined) {
    if (a.ghsa !== b.ghsa) return false;
  } else if (a.cves.size > 0 && b.cves.size > 0 && !shareAny(a.cves, b.cves)) return false;
  for (const [database, mine] of b.firsts) {
    const other = a.firsts.get(database);
    if (other === undefined || other.id === mine.id) continue;
    if (isGhsa(mine.id) || !shareAny(new Set(idsOf(other)), new Set(idsOf(mine)))) return false;
  }
  return true;
}

/** What `part` says of its names counts where the other has said nothing, or where both are the same record of two sources. */
function joined(other: Part, part: Part, isSameRecord: boolean): Part {
  for (const index of part.members) other.members.push(index);
  for (const id of part.owned) other.owned.add(id);
  for (const [database, head] of part.firsts) if (!other.firsts.has(database)) other.firsts.set(database, head);
  other.ghsa ??= part.ghsa;
  if (isSameRecord) other.cves = new Set([...other.cves, ...part.cves]);
  else if (other.cves.size === 0) other.cves = part.cves;
  part.into = other;
  return other;
}

function shareAny(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const id of a) if (b.has(id)) return true;
  return false;
}

function lastOf(part: Part | undefined): Part | undefined {
  let last = part;
  while (last?.into !== undefined) last = last.into;
  return last;
}

function isOf({ ghsa, cves, owned }: Part, id: string): boolean {
  if (owned.has(id)) return true;
  if (isGhsa(id)) return ghsa === undefined || id === ghsa;
  return !isCve(id) || cves.size === 0 || cves.has(id);
}

function idsOf({ id, aliases }: Named): string[] {
  return [id, ...aliases];
}

function databaseOf(id: string): string {
  const end = id.indexOf('-');
  return end === -1 ? id : id.slice(0, end);
}

function isGhsa(id: string): boolean {
  return id.startsWith('GHSA-');
}

function isCve(id: string): boolean {
  return id.startsWith('CVE-');
}

function rankOf(id: string): number {
  return isGhsa(id) ? 0 : isCve(id) ? 1 : id.startsWith('VCID-') ? 3 : 2;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
