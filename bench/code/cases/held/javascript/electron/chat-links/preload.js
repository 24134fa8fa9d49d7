const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('links', {
  open: (link) => ipcRenderer.send('open-link', link),
});
