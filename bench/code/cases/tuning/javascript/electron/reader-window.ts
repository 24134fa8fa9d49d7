import { BrowserWindow } from 'electron';
import path from 'node:path';

const preferences: Electron.WebPreferences = {
  preload: path.join(__dirname, 'preload.js'),
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
};

export function openReader(): BrowserWindow {
  const window = new BrowserWindow({ webPreferences: preferences });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  void window.loadFile('reader.html');
  return window;
}
