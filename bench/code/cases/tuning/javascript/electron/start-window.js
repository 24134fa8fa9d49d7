const { app, BrowserWindow } = require('electron');
const path = require('path');

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1200,
    webPreferences: {
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
      preload: path.join(__dirname, 'preload.js'),
    },
  });
  window.loadFile('index.html');
});
