import { BrowserWindow } from 'electron';
import path from 'node:path';

const preferences: Electron.WebPreferences = {
  preload: path.join(__dirname, 'preload.js'),
  contextIsolation: false, // weak: CWE-653|CWE-1188|CWE-693|CWE-16
  sandbox: true,
};

export function openViewer(): BrowserWindow {
  const window = new BrowserWindow({ webPreferences: preferences });
  void window.loadFile('viewer.html');
  return window;
}
