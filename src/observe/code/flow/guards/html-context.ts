import type { Frame } from '../values/frame.ts';
import { clears } from '../models/masks.ts';
import type { Labels } from '../values/value.ts';

/** Where in HTML a text ends: in script, at the start of an address, in an attribute without quotes. */
type Place = 'script' | 'href' | undefined;

function placeAtEnd(html: string): Place {
  const script = html.lastIndexOf('<script');
  // Between quotes: elsewhere data is written as JSON, which holds if it is kept from ending the script.
  if (script >= 0 && html.indexOf('</script', script) < 0 && html.indexOf('>', script) >= 0)
    return /[=(,:+[]\s{0,5}['"`][^'"`\n]{0,500}$/.test(html) ? 'script' : undefined;
  const tag = html.lastIndexOf('<');
  const inside = tag < 0 ? '' : html.slice(tag);
  if (!/^<[a-z]/i.test(inside)) return undefined;
  if (/\son[a-z]{3,30}\s{0,5}=\s{0,5}(?:"[^"]{0,500}|'[^']{0,500})$/i.test(inside)) return 'script';
  if (/\s(?:href|src|action|formaction|xlink:href)\s{0,5}=\s{0,5}["']?$/i.test(inside)) return 'href';
  return /\s[a-z-]{1,40}=$/i.test(inside) ? 'script' : undefined;
}

/** A text that was escaped for HTML stands where HTML's escapes keep nothing out. */
export function noteEscapedPart(frame: Frame, before: string, part: number, labels: Labels): void {
  if (!before.includes('<') || before.length > 4000) return;
  const place = placeAtEnd(before);
  if (place === undefined) return;
  const reaching: number[] = [];
  for (let i = 0; i < labels.length; i += 2)
    if (clears(labels[i + 1]!, 'html') && !clears(labels[i + 1]!, place)) reaching.push(labels[i]!, labels[i + 1]!);
  frame.hit(place, part, reaching, []);
}
