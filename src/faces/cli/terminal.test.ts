import { describe, expect, test } from 'vitest';
import { columnsShown, openTerminal } from './terminal.ts';

function terminal(env: Record<string, string>, isTTY = true, platform: NodeJS.Platform = 'linux') {
  const stream = { isTTY, columns: 200, write: () => true };
  return openTerminal({ stdin: stream, stdout: stream, stderr: stream }, env, platform);
}

function isColoured(env: Record<string, string>, isTTY = true): boolean {
  return terminal(env, isTTY).style.red('x') !== 'x';
}

describe('Colour', () => {
  test('is for terminals only', () => {
    expect(isColoured({})).toBe(true);
    expect(isColoured({}, false)).toBe(false);
    expect(isColoured({ TERM: 'dumb' })).toBe(false);
  });

  test('is off under NO_COLOR, and on where a CI asks for it', () => {
    expect(isColoured({ NO_COLOR: '1' })).toBe(false);
    expect(isColoured({ NO_COLOR: '' })).toBe(true);
    expect(isColoured({ FORCE_COLOR: '1' }, false)).toBe(true);
    expect(isColoured({ FORCE_COLOR: '0' })).toBe(false);
  });
});

test('Marks are plain where the locale is not UTF-8', () => {
  expect(terminal({ LANG: 'en_GB.UTF-8' }).marks.fail).toBe('▲');
  expect(terminal({ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }).marks.fail).toBe('!');
  expect(terminal({}).marks.unknown).toBe('?');
  expect(terminal({}, true, 'darwin').marks.pass).toBe('●');
});

describe('Links', () => {
  test('are made where the terminal is known to show them', () => {
    expect(terminal({ TERM_PROGRAM: 'WezTerm' }).link('CWE-798', 'https://cwe.mitre.org/x')).toBe(
      '\u001b]8;;https://cwe.mitre.org/x\u001b\\CWE-798\u001b]8;;\u001b\\',
    );
    expect(terminal({ TERM_PROGRAM: 'WezTerm', TMUX: '/tmp/x' }).link('CWE-798', 'https://cwe.mitre.org/x')).toBe(
      'CWE-798',
    );
    expect(terminal({ TERM_PROGRAM: 'WezTerm' }, false).link('CWE-798', 'https://cwe.mitre.org/x')).toBe('CWE-798');
  });

  test('cannot be ended early by what stands in an address', () => {
    const escape = '\u001b';
    const linked = terminal({ KITTY_WINDOW_ID: '1' }).link('x', `https://a/${escape}\\${escape}[31m\u0007`);
    expect(linked.split(escape)).toHaveLength(5);
    expect(linked).not.toContain('\u0007');
  });
});

test('Lines are at most 80 columns wide, however wide the terminal is', () => {
  expect(terminal({}).columns).toBe(80);
});

test('Styles and links take no columns', () => {
  const { style, link } = terminal({ VTE_VERSION: '7000' });
  expect(columnsShown(style.bold(style.red('ab')) + link('cd', 'https://e.org'))).toBe(4);
});
