/** Edits of go.mod (go.dev/ref/mod, "go.mod files") that leave comments, blanks and the order of lines as they are. */

interface RequireLine {
  readonly at: number;
  readonly module: string;
  readonly version: string;
  readonly isInBlock: boolean;
  readonly isIndirect: boolean;
}

/** Module → version, of all require lines. */
export function requiredIn(text: string): ReadonlyMap<string, string> {
  return new Map(requireLines(text.split('\n')).map(({ module, version }) => [module, version]));
}

/** The require lines of a go.mod that a proxy handed over. */
export function requirementsOf(text: string): readonly Pick<RequireLine, 'module' | 'version' | 'isIndirect'>[] {
  return requireLines(text.split('\n')).filter(
    ({ module, version }) => isModule(module) && /^v\d[\w.+-]*$/.test(version),
  );
}

function isModule(path: string): boolean {
  return path.length <= 1024 && /^[\w.~-]+(?:\/[\w.~-]+)*$/.test(path);
}

export function languageOf(text: string): string | undefined {
  return /^go[ \t]+(\d[\w.]*)/m.exec(text)?.[1];
}

/** Of language versions: `1.21`, `1.21.3`. */
export function isNewer(a: string, than: string): boolean {
  const [left, right] = [a, than].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** Raises the language version; a toolchain line that is older than that goes, as `go mod tidy` has it. */
export function withLanguage(text: string, language: string): string {
  if (languageOf(text) === undefined) return text;
  return text.replace(/^(go[ \t]+)\d[\w.]*/m, (_, keyword: string) => `${keyword}${language}`);
}

/** The version of a module that is required, or a new line for one that is not: as indirect, where its block keeps its order. */
export function requireIn(text: string, module: string, version: string): string {
  const lines = text.split('\n');
  const required = requireLines(lines);
  const own = required.filter((line) => line.module === module);
  if (own.length > 0) {
    for (const { at, version: old } of own) lines[at] = (lines[at] ?? '').replace(old, () => version);
    return lines.join('\n');
  }
  const end = text.includes('\r\n') ? '\r' : '';
  const line = `${module} ${version} // indirect${end}`;
  // The last block is where go puts indirect ones.
  const block = required.filter(({ isInBlock, isIndirect }) => isInBlock && isIndirect);
  const after = block.findLast((each) => each.module < module) ?? undefined;
  const first = block[0];
  if (first === undefined) return `${text.replace(/\n*$/, '')}\n\nrequire ${line}\n`;
  lines.splice(after === undefined ? first.at : after.at + 1, 0, `\t${line}`);
  return lines.join('\n');
}

function requireLines(lines: readonly string[]): RequireLine[] {
  const found: RequireLine[] = [];
  let block = '';
  for (const [at, line] of lines.entries()) {
    const slashes = line.indexOf('//');
    const words = (slashes === -1 ? line : line.slice(0, slashes)).trim().split(/\s+/);
    const isIndirect = slashes !== -1 && /^\/\/\s*indirect\b/.test(line.slice(slashes));
    if (block !== '') {
      if (words[0] === ')') block = '';
      else if (block === 'require' && words.length === 2)
        found.push({ at, module: words[0]!, version: words[1]!, isInBlock: true, isIndirect });
    } else if (words[1] === '(' && words.length === 2) block = words[0] ?? '';
    else if (words[0] === 'require' && words.length === 3)
      found.push({ at, module: words[1]!, version: words[2]!, isInBlock: false, isIndirect });
  }
  return found;
}
