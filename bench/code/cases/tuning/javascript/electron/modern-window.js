const { BrowserWindow } = require('electron');

class ModernWindow extends BrowserWindow {
  constructor(title) {
    super({ title, webPreferences: { webSecurity: true, sandbox: true } });
  }
}

module.exports = { ModernWindow };
