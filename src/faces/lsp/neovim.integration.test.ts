import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const hasNeovim = spawnSync('nvim', ['--version']).status === 0;

test.skipIf(!hasNeovim)(
  'Neovim shows what is found in text that was not saved (needs nvim) [5:editors] [5:lsp]',
  { timeout: 60_000 },
  () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-nvim-')));
    const root = join(home, 'shop');
    mkdirSync(root);
    writeFileSync(join(root, 'selvedge.yaml'), 'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n');
    writeFileSync(join(root, 'pay.js'), 'const ok = 1;\n');
    const password = ['postgres://shop:', 'Kx93hfLq02mZt', '@db.internal/shop'].join('');
    const server = [process.execPath, resolve('dist/cli/main.mjs'), 'lsp'];
    writeFileSync(
      join(home, 'try.lua'),
      `vim.cmd('edit ${join(root, 'pay.js')}')
     local id = vim.lsp.start_client({ cmd = { ${server.map((word) => JSON.stringify(word)).join(', ')} }, root_dir = '${root}' })
     vim.lsp.buf_attach_client(0, id)
     vim.wait(10000, function() return vim.lsp.buf_get_clients(0)[id] ~= nil and vim.lsp.buf_get_clients(0)[id].initialized end)
     vim.api.nvim_buf_set_lines(0, 1, 1, false, { "const url = '${password}';" })
     vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)
     for _, found in ipairs(vim.diagnostic.get(0)) do io.stdout:write(found.code .. ' ' .. (found.lnum + 1) .. '\\n') end
     vim.cmd('qa!')`,
    );
    const { stdout } = spawnSync('nvim', ['--headless', '-u', 'NONE', '-n', '-c', `luafile ${join(home, 'try.lua')}`], {
      encoding: 'utf8',
      timeout: 50_000,
      env: {
        ...process.env,
        SELVEDGE_CACHE_HOME: join(home, 'cache'),
        SELVEDGE_DATA_HOME: join(home, 'data'),
        XDG_STATE_HOME: home,
      },
    });
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    expect(stdout.trim()).toBe('secrets/database-url-password 2');
  },
);
