/** What a text can be encoded in. `der`: a private key in base64 without its armour (X.690, RFC 7468); `utf-16`: as PowerShell takes its commands. */
export type Codec = 'base64' | 'utf-16' | 'hex' | 'url' | 'escapes' | 'entities' | 'der';

const words: Readonly<Record<Codec, string>> = {
  base64: 'in base64',
  'utf-16': 'in UTF-16',
  hex: 'in hexadecimal digits',
  url: 'percent-encoded',
  escapes: 'with escapes',
  entities: 'with character references',
  der: 'without its PEM armour',
};

/** How people say the attribute `decoded`: codecs joined by a plus, outermost first. */
export function encodedIn(decoded: string): string {
  return decoded
    .split('+')
    .map((codec) => words[codec as Codec] ?? codec) // what the analyzer wrote itself
    .toReversed()
    .join(', then ');
}
