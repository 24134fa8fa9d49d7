import type { Claim, Location } from '#ground/model';

const linesAround = 3;
const longestLine = 300;
/** Longer runs of letters, digits and base64's other characters are shortened: an undetected key must not travel either. */
const longestRun = 24;

/**
 * The lines around a location, for people to read: at most three before and three after. Every location in `redactions`
 * (all secrets of the file) is cut out, but for its first four characters where it is long enough to bear that, and so is
 * any run of 24 or more key-like characters that mixes letters and digits.
 */
export function redactedContext(
  text: string,
  location: Location,
  redactions: readonly Location[],
): NonNullable<Claim['context']> {
  const lines = text.split('\n');
  const first = Math.max(1, Math.min(location.startLine, lines.length) - linesAround);
  const last = Math.min(lines.length, location.startLine + linesAround);
  const shown: string[] = [];
  for (let number = first; number <= last; number++)
    shown.push(shorten(redactLine(lines[number - 1] ?? '', number, redactions)));
  return { startLine: first, lines: shown };
}

function redactLine(line: string, number: number, redactions: readonly Location[]): string {
  const here = redactions
    .filter(({ startLine, endLine }) => startLine <= number && number <= endLine)
    .map(({ startLine, startColumn, endLine, endColumn }) => ({
      from: startLine === number ? startColumn - 1 : 0,
      // Whether the last column is the secret's or the one after it, nothing of the secret is left.
      to: endLine === number ? endColumn : line.length,
      isWhole: startLine === endLine,
    }))
    .sort((a, b) => a.from - b.from);
  let result = '';
  let at = 0;
  for (const { from, to, isWhole } of here) {
    if (to <= at) continue;
    const begin = Math.max(at, Math.min(from, line.length));
    const kept = isWhole && begin === from && to - from >= 16 ? line.slice(begin, begin + 4) : '';
    result += `${withoutKeys(line.slice(at, begin))}${kept}…`;
    at = Math.min(to, line.length);
  }
  return result + withoutKeys(line.slice(at));
}

function withoutKeys(text: string): string {
  return text.replaceAll(/[A-Za-z0-9+/_=-]{24,}/g, (run) =>
    /\d/.test(run) && /[A-Za-z]/.test(run) && run.length >= longestRun ? `${run.slice(0, 4)}…` : run,
  );
}

function shorten(line: string): string {
  // Control characters would move a terminal's cursor; a tab is a character of code.
  const clean = line.replace(/\r$/, '').replaceAll(/(?!\t)\p{Cc}/gu, '\uFFFD');
  return clean.length <= longestLine ? clean : `${clean.slice(0, longestLine - 1)}…`;
}
