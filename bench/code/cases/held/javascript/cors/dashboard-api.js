const express = require('express');
const cors = require('cors');

const ORIGINS = ['https://dashboard.example.com', 'https://staging.dashboard.example.com'];
const app = express();

app.use(
  cors({
    origin(origin, done) {
      done(null, origin !== undefined && ORIGINS.includes(origin));
    },
    credentials: true,
  }),
);

app.get('/figures', require('./figures'));
app.listen(3000);
