import type { RuleDetails } from './image.ts';
import { groupOf, type Match } from './scanner.ts';
import { type Span, textOf } from './text.ts';

/** A quoted string is a name before a colon or an equals sign, as in JSON, but not before a comma: f("name", "value") could be two values. */
const assignment =
  /(?:([A-Za-z_$][\w.$-]*)[ \t]*[,(]|([A-Za-z_$][\w.$-]*)(?:\[?["'`\]\\)]{0,4})[ \t]*(?::[ \t]*[\w<>*[\] ]{1,30}?[ \t]*)?(?:=>|:=|\?=|\|\||=|={1,3}|:))[ \t]*(?:[a-z]{1,2})?[\\"'`(<[{]*[^"'`=\n]{0,80}$/d;
const command = /(?:^|[\s"'])(?:export|ENV|ARG|set|setenv)[ \t]+([A-Za-z_]\w*)[ \t]+["']?$|--?([a-z][\w-]+)[ =]["']?$/d;
const xml = /<([A-Za-z][\w.:-]*)[^<>]*>\s*$|(?:name|key|id)=["']([^"']{1,80})["'][^<>]*["']$/d;

/** What a value is assigned to, and where that stands. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** The name that a match's value is assigned to: its own group `name`, all of it, or what stands before the match on its line. */
export function nameOf(match: Match, value: Span, rule: RuleDetails, bytes: Uint8Array): Name | undefined {
  const named = groupOf(match, rule, 'name');
  if (named === undefined) return nameBefore(match.start, bytes);
  let { start, end } = named;
  while (start > 0 && named.start - start < 100 && isNameByte(bytes[start - 1])) start -= 1;
  if (bytes[start - 1] === 92 && start < named.start && /[nrt]/.test(String.fromCharCode(bytes[start] ?? 0)))
    start += 1; // \\n in a string
  while (end < value.start && isNameByte(bytes[end])) end += 1;
  const span = { start, end };
  // Over several lines of YAML it is a path: datadog.apiKey.
  return { text: textOf(bytes, span).replace(/[\s:]+/g, '.'), span };
}

function isNameByte(byte: number | undefined): boolean {
  return byte !== undefined && /[\w.$-]/.test(String.fromCharCode(byte));
}

/** The name that a value is assigned to, from the text before it on its line; undefined when it has none. */
export function nameBefore(end: number, bytes: Uint8Array): Name | undefined {
  // No further back than is read: a line can be as long as the file.
  const farthest = Math.max(0, end - 200);
  const start = farthest + bytes.subarray(farthest, end).lastIndexOf(10) + 1;
  // A character for each byte, so that places in the text are places in the bytes. An escape is no part of a name: \nNAME=… in a string.
  const tail = String.fromCharCode(...bytes.subarray(start, end)).replace(/\\(?:[nrt]|u[0-9a-fA-F]{4})/g, (escape) =>
    ' '.repeat(escape.length),
  );
  const found = xml.exec(tail) ?? command.exec(tail) ?? assignment.exec(tail);
  const place = found?.indices?.[1] ?? found?.indices?.[2];
  if (place === undefined) return undefined;
  const span = { start: start + place[0], end: start + place[1] };
  return { text: textOf(bytes, span), span };
}
