/** Replaces the requirement of a crate in the dependency sections of a Cargo.toml, where it is exactly `from`. Undefined where it stands nowhere. */
export function withRequirement(text: string, name: string, from: string, next: string): string | undefined {
  let section = '';
  let isFound = false;
  const lines = text.split('\n').map((line) => {
    const header = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1];
    if (header !== undefined) section = header.replaceAll('"', '');
    const inTable = new RegExp(`dependencies[.]${escaped(name)}$`).test(section);
    const isSection = /(?:^|[.])(?:dev-|build-)?dependencies$/.test(section);
    const parts = inTable
      ? /^(\s*version\s*=\s*["'])([^"']*)(["'].*)$/.exec(line)
      : isSection
        ? (new RegExp(
            `^(\\s*["']?${escaped(name)}["']?\\s*=\\s*(?:\\{[^}]*?\\bversion\\s*=\\s*)?["'])([^"']*)(["'].*)$`,
          ).exec(line) ?? renamed(line, name))
        : null;
    if (parts === null || parts[2] !== from) return line;
    isFound = true;
    return `${parts[1] ?? ''}${next}${parts[3] ?? ''}`;
  });
  return isFound ? lines.join('\n') : undefined;
}

/** `key = { package = "name", version = "…" }`. */
function renamed(line: string, name: string): RegExpExecArray | null {
  return new RegExp(`\\bpackage\\s*=\\s*["']${escaped(name)}["']`).test(line)
    ? /^([^=]*=\s*\{[^}]*?\bversion\s*=\s*["'])([^"']*)(["'].*)$/.exec(line)
    : null;
}

/** A crate's name has letters, digits, `-` and `_` alone. */
function escaped(name: string): string {
  return name.replace(/[^\w-]/g, '');
}
