const express = require('express');
const path = require('path');
const { folder } = require('./folder');

const app = express();
app.disable('x-powered-by');
app.use('/assets', express.static(path.join(folder, 'assets'), { dotfiles: 'ignore', index: false }));

module.exports = app;
