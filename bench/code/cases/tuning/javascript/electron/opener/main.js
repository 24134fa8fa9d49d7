const { ipcMain } = require('electron');
const { openLink } = require('./links');

ipcMain.handle('open-link', (_event, link) => openLink(link));
