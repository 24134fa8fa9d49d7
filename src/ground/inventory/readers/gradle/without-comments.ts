/** A Groovy or Kotlin script with its comments blank, and every line where it was. Linear. */
export function withoutComments(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  // Strings are stepped over, so that `http://` in one is no comment.
  const next = /\/\/|\/\*|"""|'''|["']/g;
  for (let found = next.exec(text); found !== null; found = next.exec(text)) {
    const sign = found[0];
    if (sign === '//' || sign === '/*') {
      const close = sign === '//' ? '\n' : '*/';
      const at = text.indexOf(close, next.lastIndex);
      const end = at < 0 ? text.length : at + (sign === '//' ? 0 : 2);
      parts.push(text.slice(kept, found.index), text.slice(found.index, end).replace(/[^\n]/g, ' '));
      kept = end;
      next.lastIndex = end;
    } else next.lastIndex = stringEnd(text, next.lastIndex, sign);
  }
  parts.push(text.slice(kept));
  return parts.join('');
}

/** Behind the string; one in single signs ends with its line. */
function stringEnd(text: string, from: number, sign: string): number {
  if (sign.length === 3) {
    const end = text.indexOf(sign, from);
    return end < 0 ? text.length : end + 3;
  }
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === sign || character === '\n') return at + 1;
  }
  return text.length;
}
