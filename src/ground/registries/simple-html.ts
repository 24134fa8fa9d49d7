/**
 * A page of a simple index in HTML (PEP 503, with the attributes of PEP 592 and 658), as the entries that its JSON form has. What is no link to a
 * file is passed over.
 */
export function entriesInHtml(html: string): readonly Readonly<Record<string, unknown>>[] {
  const entries: Readonly<Record<string, unknown>>[] = [];
  for (let at = html.indexOf('<a '); at !== -1 && entries.length < mostLinks; at = html.indexOf('<a ', at + 3)) {
    const end = html.indexOf('>', at);
    const close = end === -1 ? -1 : html.indexOf('<', end);
    if (close === -1) break;
    const attributes = attributesIn(html.slice(at + 3, Math.min(end, at + longestTag)));
    const url = attributes.get('href');
    if (url === undefined) continue;
    const hash = url.indexOf('#sha256=');
    const python = attributes.get('data-requires-python');
    const yanked = attributes.get('data-yanked');
    entries.push({
      filename: unescaped(html.slice(end + 1, close)).trim(),
      url,
      hashes: hash === -1 ? {} : { sha256: url.slice(hash + '#sha256='.length, hash + '#sha256='.length + 64) },
      ...(python !== undefined && { 'requires-python': python }),
      ...(yanked !== undefined && { yanked }),
    });
  }
  return entries;
}

const mostLinks = 200_000;
const longestTag = 8192;

function attributesIn(tag: string): ReadonlyMap<string, string> {
  return new Map(
    [...tag.matchAll(/([a-z-]+)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/gi)].map(([, name = '', double, single]) => [
      name.toLowerCase(),
      unescaped(double ?? single ?? ''),
    ]),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? '');
}
