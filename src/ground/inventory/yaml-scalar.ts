/** The text of a scalar in YAML's flow: plain, or in quotes; what stands behind its end is a comment. */
export function scalarOf(written: string): string {
  if (written.startsWith("'")) return singleQuoted(written);
  if (written.startsWith('"')) return doubleQuoted(written);
  return withoutComment(written);
}

export function withoutComment(plain: string): string {
  const comment = /[ \t]#/.exec(plain);
  return comment === null ? plain : plain.slice(0, comment.index).trimEnd();
}

function singleQuoted(written: string): string {
  let end = written.indexOf("'", 1);
  while (end !== -1 && written[end + 1] === "'") end = written.indexOf("'", end + 2);
  return written.slice(1, end === -1 ? undefined : end).replaceAll("''", "'");
}

function doubleQuoted(written: string): string {
  let end = 1;
  while (end < written.length && written[end] !== '"') end += written[end] === '\\' ? 2 : 1;
  const inside = written.slice(1, end);
  if (!inside.includes('\\')) return inside;
  try {
    return JSON.parse(`"${inside.replace(/\\([ _'])/g, ' ').replaceAll('\t', '\\t')}"`) as string;
  } catch {
    // An escape that JSON does not have: names and versions have none.
    return inside;
  }
}
