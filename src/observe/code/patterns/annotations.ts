/** What a test file says of one line: which rules find something in it, and which do not. */
export interface Annotation {
  readonly rule: string;
  /** From 1: the line that is spoken of. */
  readonly line: number;
  readonly kind: 'ruleid' | 'ok' | 'todoruleid' | 'todook';
}

const comment =
  /(?:#|\/\/|\/\*|<!--|--|\(\*|;|%|\{\/\*|"\/\/":\s*"|\{#)\s*(?:<!--)?\s*(?:pro|deep)?(ruleid|ok|todoruleid|todook)\s*:\s*([^\n]*)/i;

/** `ruleid: a, b`, `ok: a`, `todoruleid:`, `todook:` in comments, about the next line that is no such comment. */
export function annotationsOf(text: string): readonly Annotation[] {
  const lines = text.split('\n');
  const found: Annotation[] = [];
  for (const [i, line] of lines.entries()) {
    const match = comment.exec(line);
    if (match === null) continue;
    let next = i + 1;
    while (next < lines.length && comment.test(lines[next]!)) next += 1;
    for (const name of idsOf(match[2]!))
      found.push({ rule: name, line: next + 1, kind: match[1]!.toLowerCase() as Annotation['kind'] });
  }
  return found;
}

function idsOf(text: string): readonly string[] {
  return text
    .replace(/(\*\/\}?|-->|#\}|\*\)|",?)\s*$/, '')
    .split(',')
    .map((id) => id.trim().split(/\s/)[0]!)
    .filter((id) => /^[\w.-]+$/.test(id));
}
