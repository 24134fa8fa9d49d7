import type { RuleDetails } from './image.ts';
import { groupOf, type Match } from './scanner.ts';
import { type Span, textOf } from './text.ts';

const assignment =
  /([A-Za-z_$][\w.$-]*)(?:\[?["'`\]\\)]{0,4})[ \t]*(?::[ \t]*[\w<>*[\] ]{1,30}?[ \t]*)?(?:=>|:=|\?=|\|\|=|={1,3}|:|,|\()[ \t]*(?:[a-z]{1,2})?[\\"'`(<[{]*[^"'`=\n]{0,80}$/;
const command = /(?:^|[\s"'])(?:export|ENV|ARG|set|setenv)[ \t]+([A-Za-z_]\w*)[ \t]+["']?$|--?([a-z][\w-]+)[ =]["']?$/;
const xml = /<([A-Za-z][\w.:-]*)[^<>]*>\s*$|(?:name|key|id)=["']([^"']{1,80})["'][^<>]*["']$/;

/** The name that a match's value is assigned to: its own group `name`, all of it, or what stands before the match on its line. */
export function symbolOf(match: Match, value: Span, rule: RuleDetails, bytes: Uint8Array): string | undefined {
  const named = groupOf(match, rule, 'name');
  if (named === undefined) {
    const lineStart = match.start === 0 ? 0 : bytes.lastIndexOf(10, match.start - 1) + 1;
    return symbolBefore(textOf(bytes, { start: Math.max(match.start - 300, lineStart), end: match.start }));
  }
  let { start, end } = named;
  while (start > 0 && named.start - start < 100 && isNameByte(bytes[start - 1])) start -= 1;
  if (bytes[start - 1] === 92 && start < named.start && /[nrt]/.test(String.fromCharCode(bytes[start] ?? 0)))
    start += 1; // \\n in a string
  while (end < value.start && isNameByte(bytes[end])) end += 1;
  // Over several lines of YAML it is a path: datadog.apiKey.
  return textOf(bytes, { start, end }).replace(/[\s:]+/g, '.');
}

function isNameByte(byte: number | undefined): boolean {
  return byte !== undefined && /[\w.$-]/.test(String.fromCharCode(byte));
}

/** The name that a value is assigned to, from the text before it on its line; undefined when it has none. */
function symbolBefore(before: string): string | undefined {
  // An escape is no part of a name: \nNAME=… in a string.
  const tail = before.slice(-200).replace(/\\(?:[nrt]|u[0-9a-fA-F]{4})/g, ' ');
  const found = xml.exec(tail) ?? command.exec(tail) ?? assignment.exec(tail);
  const name = found?.[1] ?? found?.[2];
  return name === undefined ? undefined : name.slice(0, 200);
}
