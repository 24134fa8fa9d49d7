/**
 * Texts of code as a message may show them: a literal that could be a password or a key is cut to its beginning, since messages are kept, sent
 * and shown. `isWhole`: the text is a literal's content; otherwise it is code with literals in it. `isSecretive`: the rule is about secrets.
 */
export function redacted(text: string, isWhole: boolean, isSecretive: boolean): string {
  if (isWhole) return couldBeSecret(text, isSecretive) ? hidden(text) : text;
  return text.replaceAll(/(["'`])((?:(?!\1)[^\\]|\\[^])*)(?:\1|$)/g, (literal: string, quote: string, inner: string) =>
    couldBeSecret(inner, isSecretive) ? `${quote}${hidden(inner)}${quote}` : literal,
  );
}

/** Whether a rule looks for secrets, by what it says of itself. */
export function isAboutSecrets({ id, message, metadata }: AboutRule): boolean {
  return (
    /secret|passw|passphrase|credential|token|api.?key|private.?key|encryption.?key|hard.?coded/i.test(
      `${id} ${message}`,
    ) || /CWE-(?:256|259|312|321|522|547|798)\b/.test(JSON.stringify(metadata['cwe'] ?? ''))
  );
}

interface AboutRule {
  readonly id: string;
  readonly message: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

function couldBeSecret(text: string, isSecretive: boolean): boolean {
  if (isSecretive) return text.length >= 4;
  // Names of algorithms, paths and versions are made of words, each with a short number behind it.
  return (
    /^(?=.*\d)(?=.*[A-Za-z])\S{8,}$/.test(text) &&
    !text.split(/[-_./:]/).every((part) => /^[A-Za-z]{0,12}\d{0,3}$/.test(part))
  );
}

function hidden(text: string): string {
  return text.length < 12 ? '\u2026' : `${text.slice(0, 2)}\u2026`;
}
