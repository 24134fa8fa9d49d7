const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('reports', {
  export: (rows) => ipcRenderer.invoke('report:export', rows),
});
