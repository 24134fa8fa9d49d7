/** Rules may be anybody's: only a web address, or the number of a weakness, becomes a link. */
export function Reference({ text }: { readonly text: string }) {
  const href = addressOf(text);
  if (!href.startsWith('https://')) return <>{text}</>;
  return (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {text}
    </a>
  );
}

/** Each of them once: a weakness is often named by its number and by its address. */
export function distinct(references: readonly string[]): string[] {
  const byAddress = new Map<string, string>();
  for (const text of references) if (!byAddress.has(addressOf(text))) byAddress.set(addressOf(text), text);
  return [...byAddress.values()];
}

function addressOf(text: string): string {
  return isCwe(text) ? `https://cwe.mitre.org/data/definitions/${text.slice('CWE-'.length)}.html` : text;
}

export function isCwe(text: unknown): text is string {
  return typeof text === 'string' && /^CWE-\d+$/.test(text);
}
