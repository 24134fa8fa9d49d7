import type { VersionOrder } from './order.ts';
import { endOfDigits, isDigit, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';
import { LESS, MORE, MOST, paddedCode } from './padded.ts';

/** Conda’s VersionOrder: `[epoch!]version[+local]`, parts of numbers and words; words before numbers, `dev` before all, `post` after all. */
export const conda: VersionOrder = orderBy(
  'conda',
  (text) => condaKey(text) ?? keyOfNoVersion(text),
  (text) => condaKey(text) !== undefined,
  (text) => condaKey(text) !== undefined && /\d[._-]?(?:a|b|c|rc|alpha|beta|pre|dev)/i.test(text),
);

const EMPTY_THEN_LESS = '\u04f0';
const END = '\u0500';
const EMPTY_THEN_MORE = '\u0510';

function condaKey(text: string): string | undefined {
  let version = text.trim().toLowerCase();
  if (version.includes('-') && !version.includes('_')) version = version.replaceAll('-', '_');
  if (!/^[*.+!_0-9a-z]+$/.test(version)) return undefined;
  const epochs = version.split('!');
  if (epochs.length > 2) return undefined;
  const epoch = epochs.length === 2 ? (epochs[0] ?? '') : '0';
  if (epoch === '' || endOfDigits(epoch, 0) !== epoch.length) return undefined;
  const locals = (epochs.at(-1) ?? '').split('+');
  if (locals.length > 2 || locals[0] === '') return undefined;
  const main = partsCode(componentsOf(locals[0] ?? ''));
  const local = locals[1] === undefined ? END : partsCode(locals[1].replaceAll('_', '.').split('.'));
  return main === undefined || local === undefined ? undefined : VERSION + numberCode(epoch) + main + local;
}

/** A trailing underscore belongs to what stands before it, as OpenSSL’s versions want it. */
function componentsOf(version: string): string[] {
  if (!version.endsWith('_')) return version.replaceAll('_', '.').split('.');
  const components = version.slice(0, -1).replaceAll('_', '.').split('.');
  return [...components.slice(0, -1), `${components.at(-1) ?? ''}_`];
}

/** Components, padded with empty ones, of atoms, padded with zeros. */
function partsCode(components: readonly string[]): string | undefined {
  const codes: string[] = [];
  for (const component of components) {
    if (component === '') return undefined;
    codes.push(paddedCode(atomsOf(component)));
  }
  let last = codes.length;
  while (last > 0 && codes[last - 1] === END) last--;
  const out: string[] = [END];
  let rest = 0;
  for (let index = last - 1; index >= 0; index--) {
    const code = codes[index]!;
    if (code === END) out.push(rest < 0 ? EMPTY_THEN_LESS : EMPTY_THEN_MORE);
    else {
      out.push(code);
      rest = code < END ? -1 : 1;
    }
  }
  return out.reverse().join('');
}

function atomsOf(component: string): { sign: -1 | 0 | 1; code: string }[] {
  const atoms: { sign: -1 | 0 | 1; code: string }[] = isDigit(component.charCodeAt(0)) ? [] : [{ sign: 0, code: '' }];
  for (const [atom] of component.matchAll(/[0-9]+|[*]+|[^0-9*]+/g)) {
    if (isDigit(atom.charCodeAt(0))) {
      const number = numberCode(atom);
      atoms.push({ sign: number === '\u0000' ? 0 : 1, code: MORE + number });
    } else if (atom === 'post') atoms.push({ sign: 1, code: MOST });
    // Capitals come before the underscore and the letters, as conda wants it of dev.
    else atoms.push({ sign: -1, code: `${LESS}${atom === 'dev' ? 'DEV' : atom}\u0000` });
  }
  return atoms;
}
