/** What `${name}` stands for; undefined when nobody says. */
export type Lookup = (name: string) => string | undefined;

export interface Interpolated {
  readonly text: string;
  /** A property that has no value, or none that ends. */
  readonly missing?: string;
}

/**
 * Replaces `${properties}`, also those in their values. A file that nests them to no end, or to a text without measure, gets them back as
 * they are: each text costs a bounded number of steps, and none grows beyond 1,000 characters.
 */
export function interpolate(written: string, lookup: Lookup): Interpolated {
  let text = written;
  // What the innermost braces hold is replaced first: `${a.${b}}` is seen in the wild.
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const end = text.indexOf('}');
    const start = end < 0 ? -1 : text.lastIndexOf('${', end);
    if (start < 0) {
      const open = text.indexOf('${');
      return open < 0 || end < 0 ? { text } : { text, missing: text.slice(open, open + 60) };
    }
    const name = text.slice(start + 2, end);
    const value = lookup(name);
    if (value === undefined) return { text, missing: name.slice(0, 60) };
    text = text.slice(0, start) + value + text.slice(end + 1);
    if (text.length > longest) return { text: written, missing: name.slice(0, 60) };
  }
  return { text: written, missing: /\$\{([^}]{0,60})/.exec(written)?.[1] ?? '' };
}

const mostSteps = 64;
const longest = 1000;
