import { execa } from 'execa';

export async function toHtml(text, { toc = false } = {}) {
  const flags = toc ? ['--toc', '--standalone'] : [];
  const { stdout } = await execa('pandoc', ['--from', 'commonmark', '--to', 'html', ...flags], {
    input: text,
    timeout: 5_000,
  });
  return stdout.length;
}
