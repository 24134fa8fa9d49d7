import type { VersionOrder } from './order.ts';
import { endOfDigits, endOfLetters, isDigit, isLetter, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';
import { LESS, MORE, paddedCode } from './padded.ts';

/** Gem::Version: segments of digits and of letters; letters before numbers, and a missing segment is zero. CocoaPods orders alike. */
export const rubygems: VersionOrder = orderBy(
  'rubygems',
  rubygemsKey,
  isGemVersion,
  (text) => isGemVersion(text) && /[a-z-]/i.test(text),
);

/** Gem::Version::ANCHORED_VERSION_PATTERN: nothing but blanks is a version too, 0. */
export function isGemVersion(text: string): boolean {
  return /^\d+(?:\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(text.trim()) || text.trim() === '';
}

function rubygemsKey(text: string): string {
  const segments = gemSegments(text);
  if (segments === undefined) return keyOfNoVersion(text);
  return (
    VERSION +
    paddedCode(
      segments.map((segment) => {
        if (!isDigit(segment.charCodeAt(0))) return { sign: -1, code: `${LESS}${segment}\u0000` };
        const number = numberCode(segment);
        return { sign: number === '\u0000' ? 0 : 1, code: MORE + number };
      }),
    )
  );
}

/**
 * Runs of digits and of letters, a hyphen read as `.pre.`, without the zeros that end the release and those that end the whole. Undefined
 * when the text is no version.
 */
export function gemSegments(text: string): readonly string[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (!isDigit(trimmed.charCodeAt(0))) return undefined;
  const release: string[] = [];
  const prerelease: string[] = [];
  for (let at = 0; at < trimmed.length;) {
    const into = prerelease.length === 0 ? release : prerelease;
    const code = trimmed.charCodeAt(at);
    if (isDigit(code)) {
      const end = endOfDigits(trimmed, at);
      into.push(trimmed.slice(at, end));
      at = end;
    } else if (isLetter(code)) {
      const end = endOfLetters(trimmed, at);
      prerelease.push(trimmed.slice(at, end));
      at = end;
    } else {
      if (code === 45) prerelease.push('pre');
      else if (code !== 46) return undefined;
      at++;
    }
  }
  return [...withoutZeros(release), ...withoutZeros(prerelease)];
}

function withoutZeros(segments: readonly string[]): readonly string[] {
  let last = segments.length;
  while (last > 0 && /^0+$/.test(segments[last - 1] ?? '')) last--;
  return segments.slice(0, last);
}
