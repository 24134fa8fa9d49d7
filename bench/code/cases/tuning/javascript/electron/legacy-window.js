const { BrowserWindow } = require('electron');

class LegacyWindow extends BrowserWindow {
  constructor(title) {
    super({
      title,
      webPreferences: { webSecurity: false, sandbox: true }, // weak: CWE-346|CWE-693|CWE-16|CWE-1188|CWE-942
    });
  }
}

module.exports = { LegacyWindow };
