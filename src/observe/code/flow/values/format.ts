import { Flag, type Value } from './value.ts';

/** The text before the first place of a form that is one constant: `https://a.example/` of `'https://a.example/{}'`; '' where it is not known. */
export function formPrefix(form: Value, opening: '%' | '{'): string {
  const [text] = form.constants;
  if (form.constants.length !== 1 || typeof text !== 'string' || (form.flags & Flag.open) !== 0) return '';
  const at = text.indexOf(opening);
  // Doubled, it stands for itself.
  return at <= 0 || text[at + 1] === opening ? '' : text.slice(0, Math.min(at, 2000));
}
