import { app, BrowserWindow } from 'electron';

let win: BrowserWindow | undefined;

app.on('ready', () => {
  win = new BrowserWindow({
    title: 'Map viewer',
    webPreferences: { contextIsolation: true, sandbox: true, webSecurity: false }, // weak: CWE-346|CWE-16|CWE-693|CWE-942|CWE-1188
  });
  void win.loadURL('https://maps.example.com/viewer');
});
