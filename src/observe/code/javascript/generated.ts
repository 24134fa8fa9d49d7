/** What a tool made of other code to be run, not to be read: a bundle, a minified library, compiled code. */
export interface Generated {
  readonly why: string;
  /** It lies where such files lie: its source is looked at where it is. Elsewhere nobody can tell it from code that is meant to be overlooked. */
  readonly isUsual: boolean;
}

/**
 * Undefined for what is looked at. A name alone says nothing, and neither does a word in a comment: whoever wants his code to be overlooked writes
 * both (docs/decisions/0054).
 */
export function generatedBy(path: string, text: string): Generated | undefined {
  const isUsual =
    /(?:^|\/)(?:\.next|\.nuxt|\.output|assets?|build|dist|out|public|static|third[_-]party|vendors?|wwwroot)\//.test(
      path,
    );
  const { length } = text;
  // What is small is looked at however it is written, where it is not expected to be like that.
  if (length < (isUsual ? smallestUsual : smallest)) return undefined;
  const width = length / countLines(text);
  const why = denseness(text, width, isUsual);
  return why === undefined ? undefined : { why, isUsual };
}

const smallest = 50_000;
const smallestUsual = 2000;

function denseness(text: string, width: number, isUsual: boolean): string | undefined {
  if (width > (isUsual ? 250 : 500)) return `its lines have ${Math.round(width)} characters on average: minified`;
  if (width > 200 && longestLine(text) > 20_000) return 'a line has more than 20,000 characters: minified';
  if (!isUsual) return undefined;
  if (/__webpack_require__|webpackBootstrap|parcelRequire|\.webpackChunk\w*\s*=/.test(text.slice(0, 2000)))
    return 'it is a bundle';
  return width > 120 && /\/[/*][#@] sourceMappingURL=/.test(text.slice(-500))
    ? 'it is compiled from what its source map names'
    : undefined;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function longestLine(text: string): number {
  let longest = 0;
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    longest = Math.max(longest, at - from);
    from = at + 1;
  }
  return Math.max(longest, text.length - from);
}
