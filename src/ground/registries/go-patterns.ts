/**
 * Whether the beginning of a module path matches one of the patterns that GOPRIVATE and its like hold, separated by commas (go.dev/ref/mod,
 * "Private modules"): as many path elements as the pattern has, each by Go's path.Match. A pattern that is none matches nothing.
 */
export function matchesGoPatterns(patterns: string, module: string): boolean {
  const elements = module.split('/');
  return patterns.split(',').some((pattern) => {
    const wanted = pattern.replace(/\/$/, '').split('/').map(tokensOf);
    return (
      wanted.length <= elements.length &&
      wanted.every((tokens, at) => tokens !== undefined && tokens.length > 0 && matches(tokens, elements[at] ?? ''))
    );
  });
}

type Token = '*' | ((character: string) => boolean);

/** Of one path element; undefined where it is malformed. */
function tokensOf(pattern: string): readonly Token[] | undefined {
  const characters = Array.from(pattern);
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at];
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (character === '[') {
      const found = classAt(characters, at + 1);
      if (found === undefined) return undefined;
      tokens.push(found.has);
      at = found.end;
    } else {
      const literal = character === '\\' ? characters[++at] : character;
      if (literal === undefined) return undefined;
      tokens.push((one) => one === literal);
    }
  }
  return tokens;
}

/** `[a-z]`, `[^a]`, from behind its bracket on; `end`: of the closing one. */
function classAt(
  characters: readonly string[],
  start: number,
): { readonly has: (character: string) => boolean; readonly end: number } | undefined {
  const ranges: (readonly [low: number, high: number])[] = [];
  let at = start;
  const isNegated = characters[at] === '^';
  if (isNegated) at++;
  const next = (): number | undefined => {
    if (characters[at] === '-' || characters[at] === ']') return undefined;
    if (characters[at] === '\\') at++;
    return characters[at++]?.codePointAt(0);
  };
  while (characters[at] !== ']' || ranges.length === 0) {
    const low = next();
    if (low === undefined) return undefined;
    let high: number | undefined = low;
    if (characters[at] === '-') {
      at++;
      high = next();
    }
    if (high === undefined) return undefined;
    ranges.push([low, high]);
  }
  const has = (character: string): boolean => {
    const point = character.codePointAt(0) ?? -1;
    return ranges.some(([low, high]) => low <= point && point <= high) !== isNegated;
  };
  return { has, end: at };
}

/** Goes back to the last star alone: never more steps than the pattern times the text. */
function matches(tokens: readonly Token[], text: string): boolean {
  const characters = Array.from(text);
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < characters.length) {
    const wanted = tokens[token];
    if (wanted === '*') {
      star = token++;
      starAt = at;
    } else if (wanted?.(characters[at] ?? '') === true) {
      token++;
      at++;
    } else if (star !== -1) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}
