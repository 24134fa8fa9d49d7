const { shell } = require('electron');

exports.openLink = (link) => shell.openExternal(link); // weak: CWE-20|CWE-78|CWE-601|CWE-939|CWE-749|CWE-88|CWE-74
