/** A glob under any folder, as a regular expression: a double star for folders, a star within one, braces for alternatives. */
export function globPattern(glob: string): string {
  let pattern = '';
  for (let at = 0; at < glob.length; at += 1) {
    const mark = glob[at]!;
    if (glob.startsWith('**/', at)) {
      pattern += '(?:[^/]+/)*';
      at += 2;
    } else if (glob.startsWith('**', at)) {
      pattern += '.*';
      at += 1;
    } else if (mark === '*') pattern += '[^/]*';
    else if (mark === '?') pattern += '[^/]';
    else if (mark === '{') pattern += '(?:';
    else if (mark === '}') pattern += ')';
    else if (mark === ',') pattern += '|';
    else pattern += mark.replace(/[$()*+./?[\\\]^{|}]/, String.raw`\$&`);
  }
  return `(?:^|/)${pattern}$`;
}
