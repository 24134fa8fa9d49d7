const { contextBridge } = require('electron');

contextBridge.exposeInMainWorld('about', { platform: process.platform });
