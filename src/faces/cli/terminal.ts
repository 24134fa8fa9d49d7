import { columnsOf } from './layout.ts';

/** What a face writes to, and what that can show. Text goes out as one `write`, so that a pipe gets it whole. */
export interface Terminal {
  /** Of standard output; at most 80, so that lines stay readable. */
  readonly columns: number;
  readonly marks: Marks;
  readonly style: Style;
  /** Standard error is a terminal: progress may be drawn on it. */
  readonly live: boolean;
  /** Both ends are a person's: questions may be asked. */
  readonly interactive: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** `label`, linked to `url` where the terminal is known to support OSC 8; otherwise the label alone. */
  readonly link: (label: string, url: string) => string;
}

/** The three verdicts have three marks, never told apart by colour alone. */
export interface Marks {
  readonly pass: string;
  readonly fail: string;
  readonly unknown: string;
  readonly rule: string;
  readonly caret: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly dash: string;
  readonly dot: string;
}

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  /** For what blocks somebody now, nothing else. */
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly accent: (text: string) => string;
}

/** The part of a process that a face sees. */
export interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown };
}

type Environment = Readonly<Record<string, string | undefined>>;

export function openTerminal(streams: Streams, env: Environment, platform: NodeJS.Platform): Terminal {
  const isTerminal = streams.stdout.isTTY === true;
  const coloured = hasColour(isTerminal, env);
  const linked = isTerminal && showsLinks(env);
  return {
    columns: Math.max(40, Math.min(80, (isTerminal ? streams.stdout.columns : undefined) ?? 80)),
    marks: showsUnicode(env, platform) ? unicodeMarks : plainMarks,
    style: coloured ? colours : noColours,
    get live() {
      return streams.stderr.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
    },
    get interactive() {
      return isTerminal && streams.stdin.isTTY === true && env['CI'] === undefined;
    },
    out: (text) => void streams.stdout.write(text),
    err: (text) => void streams.stderr.write(text),
    link: (label, url) =>
      linked ? `\u001b]8;;${encodeURI(decodeSafely(url))}\u001b\\${label}\u001b]8;;\u001b\\` : label,
  };
}

/** no-color.org: set and not empty means no colour; FORCE_COLOR is what CI systems set that show colours. */
function hasColour(isTerminal: boolean, env: Environment): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

/** POSIX: the first of these that is set decides. Windows and macOS terminals take UTF-8 without saying so. */
function showsUnicode(env: Environment, platform: NodeJS.Platform): boolean {
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '');
  if (locale === undefined) return platform === 'darwin' || platform === 'win32';
  return /utf-?8/i.test(locale);
}

/** Terminals that are known to understand OSC 8; others may print the address as rubbish. */
function showsLinks(env: Environment): boolean {
  if (env['TMUX'] !== undefined || env['STY'] !== undefined || env['CI'] !== undefined) return false;
  if (['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'].includes(env['TERM_PROGRAM'] ?? '')) return true;
  return (
    env['WT_SESSION'] !== undefined || env['KITTY_WINDOW_ID'] !== undefined || Number(env['VTE_VERSION'] ?? 0) >= 5000
  );
}

/** encodeURI would encode an encoded URL again; it also takes out every control character, so that none ends the link early. */
function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

const unicodeMarks: Marks = {
  pass: '●',
  fail: '▲',
  unknown: '◌',
  rule: '│',
  caret: '^',
  ellipsis: '…',
  arrow: '→',
  dash: '–',
  dot: '·',
};
const plainMarks: Marks = {
  pass: '*',
  fail: '!',
  unknown: '?',
  rule: '|',
  caret: '^',
  ellipsis: '...',
  arrow: '->',
  dash: '-',
  dot: '-',
};

const noColours: Style = { bold: same, dim: same, red: same, yellow: same, green: same, accent: same };
const colours: Style = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  yellow: (text) => `\u001b[33m${text}\u001b[39m`,
  green: (text) => `\u001b[32m${text}\u001b[39m`,
  accent: (text) => `\u001b[36m${text}\u001b[39m`,
};

function same(text: string): string {
  return text;
}

/** Columns of a text that may hold our own styles and links. */
export function columnsShown(text: string): number {
  // eslint-disable-next-line no-control-regex -- the styles and links above begin with ESC
  return columnsOf(text.replace(/\u001b\[\d+m|\u001b\]8;;[^\u001b]*\u001b\\/g, ''));
}
