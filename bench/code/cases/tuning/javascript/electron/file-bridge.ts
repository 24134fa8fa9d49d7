import { ipcMain, app } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

ipcMain.handle('notes:read', async (_event, name: string) => {
  return readFile(join(app.getPath('userData'), 'notes', name), 'utf8'); // weak: CWE-22|CWE-73
});
