/** How Bash's grammar takes what stands in a pattern: `out` is what was written so far, `rest` what follows. */

const keyword = /^[ \t]*(?:done|fi|else|elif|esac|then|do|\})(?![\w-])/;

/** `...` as a word; as a statement where a word of the language follows. */
export function bashEllipsis(out: string, rest: string): string {
  const isStatement = /(?:^|[\n;{(]|\b(?:do|then|else))\s*$/.test(out);
  if (isStatement && /^\s*(?:esac\b|\S[^\n]*\)[^\n]*;;)/.test(rest) && /\bin\s*$|;;\s*$/.test(out)) return 'ell__) ;;';
  if (/(?:\bin|;;)\s*$/.test(out) && /^\s*(?:esac\b|[^\n;]*\)[^\n]*;;)/.test(rest)) return 'ell__) ;;';
  return isStatement && keyword.test(rest) ? 'ell__;' : 'ell__';
}

/** A name that is given a value, gone through or declared has no sign in front; `${$X}` is a variable of any name. */
export function bashMetavariable(out: string, name: string, rest: string): string {
  const begins = /(?:^|[\n;&|({]|\b(?:export|local|declare|readonly|typeset|do|then|else)(?:\s+-\w+)*)\s*$/.test(out);
  const isTarget = begins && /^\+?=(?!=)/.test(rest);
  const isName = /^\s*\(\s*\)/.test(rest) || /\b(?:for|select|function)\s+$/.test(out) || out.endsWith('${');
  return isTarget || isName ? `mv__${name}` : `$${name}`;
}

/** What is filled in between quotes. `write` writes a piece of code with placeholders. */
export function bashContent(content: string, write: (code: string) => string): string {
  if (content.startsWith("'")) return content;
  return content
    .replace(/\$\{\$([A-Z_][A-Z_0-9]*)\}/g, '${mv__$1}')
    .replace(/\$\.\.\.([A-Z_][A-Z_0-9]*)/g, '$mvs__$1')
    .replace(/\$\(([^()]{1,1000})\)/g, (_, code: string) => `$(${write(code)})`);
}
