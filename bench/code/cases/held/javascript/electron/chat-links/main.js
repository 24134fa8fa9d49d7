const { app, BrowserWindow, ipcMain, shell } = require('electron');
const path = require('path');

ipcMain.on('open-link', (event, link) => {
  shell.openExternal(link); // weak: CWE-939|CWE-78|CWE-88|CWE-601|CWE-20|CWE-749|CWE-94|CWE-862|CWE-346
});

app.whenReady().then(() => {
  const win = new BrowserWindow({
    webPreferences: { preload: path.join(__dirname, 'preload.js'), contextIsolation: true, sandbox: true },
  });
  win.loadFile('chat.html');
});
