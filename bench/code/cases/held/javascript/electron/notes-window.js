const { app, BrowserWindow } = require('electron');

function createWindow() {
  const win = new BrowserWindow({
    width: 900,
    height: 640,
    webPreferences: { nodeIntegration: true, contextIsolation: false }, // weak: CWE-829|CWE-1188|CWE-94|CWE-16|CWE-653|CWE-693|CWE-668|CWE-749
  });
  win.loadURL('https://notes.example.com/desktop');
}

app.whenReady().then(createWindow);
app.on('window-all-closed', () => app.quit());
