import { app, BrowserWindow, Menu, shell } from 'electron';
import { join } from 'node:path';

const MANUAL = 'https://manual.example.com/desktop/';

const menu = Menu.buildFromTemplate([
  {
    label: 'Help',
    submenu: [{ label: 'Manual', click: () => void shell.openExternal(MANUAL) }, { role: 'about' }],
  },
]);

app.whenReady().then(() => {
  Menu.setApplicationMenu(menu);
  const win = new BrowserWindow({
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), contextIsolation: true, sandbox: true },
  });
  void win.loadFile('index.html');
});
