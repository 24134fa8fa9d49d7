/** The composition root: picks a face and loads it. Kept small, as each start pays for it. */
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { run } from '#faces/cli';
import { cacheHome } from '#ground/places';

// What is imported from here on is compiled once, not at each start. Says nothing when the cache cannot be written.
enableCompileCache(join(cacheHome(), 'compiled'));
const [command, ...words] = process.argv.slice(2);
process.exitCode =
  command === 'start'
    ? await (await import('./start.ts')).start(words)
    : command === 'lsp' && !words.includes('--help')
      ? await (await import('#faces/lsp')).serveEditor({ input: process.stdin, output: process.stdout })
      : command === 'mcp' && !words.includes('--help')
        ? await (
            await import('#faces/mcp')
          ).serveAgent({ input: process.stdin, output: process.stdout, path: resolve(words[0] ?? '.') })
        : await run(process.argv.slice(2));
