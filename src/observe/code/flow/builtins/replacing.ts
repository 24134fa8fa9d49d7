import { harmful, type Mask, maskOf, orMask } from '../models/masks.ts';
import { Characters } from '../pattern/characters.ts';
import { maskOfCharacters } from '../pattern/judge.ts';
import { parsePattern, type PatternNode } from '../pattern/parse.ts';
import { type Constant, isPattern, type Value } from '../values/value.ts';

/** What a text is harmless for in which everything that `what` matches was replaced by `by`. */
export function replacedMask(what: Value, by: Value, isGlobalText = false): Mask {
  const constant = what.constants.length === 1 ? what.constants[0] : undefined;
  if (constant === undefined || constant === null) return harmful;
  const insert = by.constants.length === 1 && typeof by.constants[0] === 'string' ? by.constants[0] : undefined;
  if (!isPattern(constant))
    return isGlobalText && typeof constant === 'string'
      ? ofRemoved(Characters.of(constant.length === 1 ? constant : ''), insert, constant)
      : harmful;
  if (!constant.flags.includes('g')) return harmful;
  const node = parsePattern(constant.pattern, constant.flags);
  if (node === undefined) return harmful;
  const set = removedBy(node);
  return ofRemoved(set, insert, constant);
}

/** Single characters that are replaced wherever they stand. */
function removedBy(node: PatternNode): Characters {
  if (node.is === 'set') return node.set;
  if (node.is === 'repeat' && node.min <= 1 && node.item.is === 'set') return node.item.set;
  if (node.is === 'either') return node.options.reduce((set, option) => set.or(removedBy(option)), Characters.of(''));
  return Characters.of('');
}

function hasAll(set: Characters, signs: string): boolean {
  for (let at = 0; at < signs.length; at++) if (!set.has(signs.charCodeAt(at))) return false;
  return true;
}

function ofRemoved(removed: Characters, insert: string | undefined, constant: Constant): Mask {
  let mask: Mask = harmful;
  const text = isPattern(constant) ? constant.pattern : String(constant);
  // `..` cannot come about anew where every pair of dots was taken out.
  if (insert === '' && (text === String.raw`\.\.` || text === '..')) mask = maskOf(['path', 'archive']);
  if (removed.isEmpty) return mask;
  // Each sign with a meaning in a pattern gets a backslash before it.
  if (insert === String.raw`\$&` && hasAll(removed, '.*+?^$()[]{}|\\')) return maskOf(['regex']);
  // As a function writes it: signs of a filter become their numbers.
  if (insert === undefined && hasAll(removed, '*()\\')) mask = orMask(mask, maskOf(['ldap']));
  // What matched stands in it again.
  if (insert !== undefined && /\$[&`'\d<]/.test(insert)) return mask;
  const inserted = Characters.of(insert ?? '');
  mask = orMask(mask, maskOfCharacters(removed.not().or(inserted)));
  // Replaced by entities, one call for each character: the one that opens a tag is what matters.
  if (removed.has(60) && !inserted.has(60)) mask = orMask(mask, maskOf(['html', 'dom']));
  if ((removed.has(10) || removed.has(13)) && !inserted.has(10) && !inserted.has(13))
    mask = orMask(mask, maskOf(['header', 'log', 'mail']));
  return mask;
}
