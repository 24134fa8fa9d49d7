import type { AuditReport, Check } from './audit.ts';

const marks = { pass: '●', fail: '▲', unknown: '◌', note: '·' } as const;
const words = { pass: 'ok', fail: 'FAILED', unknown: 'not checked', note: 'note' } as const;
const conclusions = {
  0: 'Everything that was checked holds.',
  1: 'A check FAILED: do not rely on this log before you know why.',
  3: 'Not everything could be checked: this proves nothing, either way.',
} as const;

/** For a terminal: one line a check, wrapped at 80 columns, the conclusion last. */
export function printReport(report: AuditReport): string {
  const checks = report.checks.map(printCheck).join('');
  const caution =
    report.exitCode === 0 && report.key?.trust === 'first-use' ? ' The key is not pinned: see FIRST USE above.' : '';
  return `${shown(report.log)}\n${checks}\n${wrap(conclusions[report.exitCode] + caution, '')}\n`;
}

function printCheck({ check, verdict, text }: Check): string {
  const head = `${marks[verdict]} ${check.padEnd(10)} ${words[verdict].padEnd(11)} `;
  return `${wrap(head + shown(text), ' '.repeat(head.length))}\n`;
}

/** A version 1 object; members are added, never changed, without raising it. */
export function printJson(report: AuditReport): string {
  return `${JSON.stringify({ version: 1, ...report }, null, 2)}\n`;
}

/** A hostile log chooses parts of these texts: control characters would let it write to the reader's terminal. */
function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd').slice(0, 1000);
}

function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > 80) {
      lines.push(line.trimEnd());
      line = indent + word;
    } else {
      line = line === '' && lines.length === 0 ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
