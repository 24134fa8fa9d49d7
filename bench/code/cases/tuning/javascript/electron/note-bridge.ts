import { ipcMain, app } from 'electron';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

ipcMain.handle('notes:read', async (_event, id: number) => {
  if (!Number.isSafeInteger(id)) throw new TypeError('id');
  return readFile(join(app.getPath('userData'), 'notes', `${id}.txt`), 'utf8');
});
