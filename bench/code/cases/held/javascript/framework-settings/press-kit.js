const express = require('express');
const helmet = require('helmet');
const path = require('path');

const app = express();

app.disable('x-powered-by');
app.use(helmet());
app.use(
  '/press',
  express.static(path.join(__dirname, 'press'), { dotfiles: 'ignore', index: false, redirect: false, maxAge: '1d' }),
);

app.listen(3000);
