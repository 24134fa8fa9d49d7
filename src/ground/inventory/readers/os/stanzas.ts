/** A paragraph of a control file: lines count from 1. */
export interface Stanza {
  readonly line: number;
  readonly endLine: number;
  /** By name in lower case; those that are wanted alone, and of fields that stand twice the first. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Paragraphs between empty lines, as deb822(5) says: `Name: value`, folded lines behind a blank. */
export function* stanzasOf(lines: readonly string[], wanted: ReadonlySet<string>): Generator<Stanza> {
  for (let at = 0; at < lines.length; at += 1) {
    const start = at;
    const fields = new Map<string, string>();
    let open: string | undefined;
    for (let line = lines[at]; line !== undefined && line.trim() !== ''; line = lines[at]) {
      if (line.startsWith(' ') || line.startsWith('\t')) {
        if (open !== undefined) fields.set(open, `${fields.get(open) ?? ''} ${line.trim()}`);
      } else {
        const colon = line.indexOf(':');
        const name = colon === -1 || colon > 64 ? '' : line.slice(0, colon).toLowerCase();
        open = wanted.has(name) && !fields.has(name) ? name : undefined;
        if (open !== undefined) fields.set(open, line.slice(colon + 1).trim());
      }
      at += 1;
    }
    if (at > start) yield { line: start + 1, endLine: at, fields };
  }
}
