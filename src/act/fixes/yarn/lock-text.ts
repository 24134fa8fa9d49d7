/** yarn.lock, classic (version 1) and berry: blocks under the descriptors that they answer. */

export interface YarnBlock {
  /** `name@range`, berry's with their protocol: `name@npm:^1.0.0`. */
  readonly descriptors: readonly string[];
  readonly lines: readonly string[];
  readonly version: string;
  /** berry: `name@npm:1.0.0`, `shop@workspace:.`; classic: the address that it was fetched from. */
  readonly resolution: string | undefined;
  readonly dependencies: readonly YarnDependency[];
}

export interface YarnDependency {
  readonly as: string;
  /** As it is written there. */
  readonly range: string;
  readonly isOptional: boolean;
}

export interface YarnLock {
  readonly isBerry: boolean;
  readonly head: string;
  readonly blocks: readonly YarnBlock[];
  readonly newline: string;
}

export function readYarnLock(text: string): YarnLock {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const isBerry = /^__metadata:/m.test(text);
  const parts = text.replaceAll('\r\n', '\n').split(/\n\n+/);
  const blocks: YarnBlock[] = [];
  const head: string[] = [];
  for (const part of parts) {
    const lines = part.split('\n').filter((line) => line !== '');
    const block = blockOf(lines);
    if (block === undefined || lines[0] === '__metadata:') {
      if (lines.length > 0) head.push(lines.join('\n'));
    } else blocks.push(block);
  }
  return { isBerry, head: `${head.join('\n\n')}\n\n${isBerry ? '' : '\n'}`, blocks, newline };
}

/** In the order of their first descriptors, as both write it. */
export function writeYarnLock(
  { head, newline, isBerry }: YarnLock,
  blocks: readonly { readonly descriptors: readonly string[]; readonly lines: readonly string[] }[],
): string {
  const sorted = blocks
    .map(({ descriptors, lines }) => ({ descriptors: descriptors.toSorted(byCode), lines }))
    .toSorted((a, b) => byCode(a.descriptors[0] ?? '', b.descriptors[0] ?? ''));
  const written = sorted.map(({ descriptors, lines }) =>
    [`${header(descriptors, isBerry)}:`, ...lines.slice(1)].join('\n'),
  );
  return `${head}${written.join('\n\n')}\n`.replaceAll('\n', newline);
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function header(descriptors: readonly string[], isBerry: boolean): string {
  if (isBerry) return `"${descriptors.join(', ')}"`;
  return descriptors.map(quoted).join(', ');
}

/** Classic quotes what begins with an @ or holds what YAML would take for something else. */
export function quoted(text: string): string {
  return /^[a-zA-Z][\w.^~<>=|*/+-]*(?:@[\w.^~<>=*/+-]*)?$/.test(text) && !/^(?:true|false)/.test(text)
    ? text
    : JSON.stringify(text);
}

function blockOf(lines: readonly string[]): YarnBlock | undefined {
  const at = lines.findIndex((line) => !line.startsWith('#'));
  const first = lines[at];
  if (first === undefined || !first.endsWith(':') || first.startsWith(' ')) return undefined;
  const body = lines.slice(at);
  const value = (key: string): string | undefined => {
    const line = body.find((each) => new RegExp(`^  ${key}:? `).test(each));
    return line === undefined ? undefined : unquoted(line.replace(/^ {2}\w+:? /, ''));
  };
  const dependencies = [...under(body, 'dependencies', false), ...under(body, 'optionalDependencies', true)];
  return {
    descriptors: descriptorsOf(first),
    lines: body,
    version: value('version') ?? '',
    resolution: value('resolution') ?? value('resolved'),
    dependencies,
  };
}

/** `a@1, "b@>=1 <2":` and `"a@npm:1, a@npm:2":`. */
function descriptorsOf(line: string): string[] {
  const text = line.slice(0, -1);
  const whole = /^"([^"]*)"$/.exec(text)?.[1];
  if (whole !== undefined) return whole.split(', ');
  return (text.match(/"[^"]*"|[^,\s][^,]*/g) ?? []).map((part) => unquoted(part.trim()));
}

function under(lines: readonly string[], section: string, isOptional: boolean): YarnDependency[] {
  const start = lines.indexOf(`  ${section}:`);
  const found: YarnDependency[] = [];
  if (start === -1) return found;
  for (let at = start + 1; /^ {4}\S/.test(lines[at] ?? ''); at += 1) {
    const parts = /^ {4}("[^"]+"|[^\s:"]+):? (.+)$/.exec(lines[at] ?? '');
    if (parts !== null) found.push({ as: unquoted(parts[1] ?? ''), range: unquoted(parts[2] ?? ''), isOptional });
  }
  return found;
}

function unquoted(text: string): string {
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
