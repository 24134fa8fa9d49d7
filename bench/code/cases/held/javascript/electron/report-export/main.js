const { app, BrowserWindow, dialog, ipcMain } = require('electron');
const fs = require('fs/promises');
const path = require('path');

const APP_URL = 'file://' + path.join(__dirname, 'index.html');

ipcMain.handle('report:export', async (event, rows) => {
  if (event.senderFrame.url !== APP_URL || !Array.isArray(rows)) return false;
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: 'report.csv' });
  if (canceled) return false;
  await fs.writeFile(filePath, rows.map((row) => row.map(Number).join(',')).join('\n'));
  return true;
});

app.whenReady().then(() => {
  const win = new BrowserWindow({
    webPreferences: { preload: path.join(__dirname, 'preload.js'), contextIsolation: true, sandbox: true },
  });
  win.loadURL(APP_URL);
});
