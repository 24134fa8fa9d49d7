const express = require('express');
const serveIndex = require('serve-index');
const path = require('path');
const { folder } = require('./folder');

const app = express();
app.disable('x-powered-by');
app.use('/files', express.static(path.join(folder, 'files')));
app.use('/files', serveIndex(path.join(folder, 'files'))); // weak: CWE-548

module.exports = app;
