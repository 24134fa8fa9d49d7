/** poetry.lock and uv.lock in their `[[package]]` blocks, each kept in its own text until it changes. */

export interface LockBlocks {
  readonly head: string;
  /** From `[[package]]` to the next, blank lines at the end left out. */
  readonly blocks: readonly LockBlock[];
  /** Tables behind the packages: poetry's `[metadata]`. */
  readonly tail: string;
}

export interface LockBlock {
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

export function readBlocks(text: string): LockBlocks {
  const starts = [...text.matchAll(/^\[\[package\]\]$/gm)].map(({ index }) => index);
  const first = starts[0] ?? text.length;
  const after = /^\[(?!\[?package)/m.exec(text.slice(starts.at(-1) ?? text.length));
  const end = after === null ? text.length : (starts.at(-1) ?? text.length) + after.index;
  const blocks = starts.map((start, at): LockBlock => {
    const block = text.slice(start, starts[at + 1] ?? end).trimEnd();
    const value = (key: string): string => new RegExp(`^${key} = "([^"]*)"$`, 'm').exec(block)?.[1] ?? '';
    return { name: value('name'), version: value('version'), text: block };
  });
  return { head: text.slice(0, first), blocks, tail: text.slice(end) };
}

/** In the order of names, as both tools write it. */
export function writeBlocks({ head, blocks, tail }: LockBlocks): string {
  const sorted = blocks.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `${head}${sorted.map(({ text }) => `${text}\n`).join('\n')}${tail === '' ? '' : `\n${tail}`}`;
}

/** A text as a basic string of TOML. */
export function tomlText(text: string): string {
  return JSON.stringify(text);
}
