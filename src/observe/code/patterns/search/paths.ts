import type { CompiledRule } from '../image.ts';

const known = new Map<string, RegExp>();

/** `paths` of a rule: globs as in .gitignore, against the whole path or its end. */
export function pathMatches({ include, exclude }: Pick<CompiledRule, 'include' | 'exclude'>, path: string): boolean {
  if (exclude.some((glob) => globOf(glob).test(path))) return false;
  return include.length === 0 || include.some((glob) => globOf(glob).test(path));
}

function globOf(glob: string): RegExp {
  let expression = known.get(glob);
  if (expression === undefined) {
    const isAnchored = glob.startsWith('/') || glob.replace(/\/$/, '').includes('/');
    const body = glob
      .replace(/^\//, '')
      .replace(/\/$/, '')
      .slice(0, 300)
      .replace(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|\[[^\]]*\]|[\\^$.+()|{}[\]]/g, (sign) => {
        if (sign === '**/') return '(?:[^/]+/)*';
        if (sign === '**') return '.*';
        if (sign === '*') return '[^/]*';
        if (sign === '?') return '[^/]';
        if (sign.startsWith('{') && sign.length > 1)
          return `(?:${sign
            .slice(1, -1)
            .split(',')
            .map((one) => one.replace(/[\\^$.+()|*?]/g, (found) => (found === '*' ? '[^/]*' : `\\${found}`)))
            .join('|')})`;
        if (sign.startsWith('[') && sign.length > 1) return sign;
        return `\\${sign}`;
      });
    expression = new RegExp(`${isAnchored ? '^(?:.*/)?' : '(?:^|/)'}${body}(?:/|$)`);
    if (known.size > 2000) known.clear();
    known.set(glob, expression);
  }
  return expression;
}
