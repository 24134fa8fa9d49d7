const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1200,
    webPreferences: {
      nodeIntegration: true, // weak: CWE-653|CWE-829|CWE-1188|CWE-16
      contextIsolation: true,
      sandbox: true,
    },
  });
  window.loadURL('https://app.example.org');
});
