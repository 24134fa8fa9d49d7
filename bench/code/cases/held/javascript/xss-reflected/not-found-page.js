const express = require('express');

const app = express();

app.use('/assets', express.static('public'));
app.get('/', (req, res) => res.render('home.pug'));

app.use((req, res) => {
  const wanted = decodeURIComponent(req.originalUrl);
  res.status(404);
  res.send(`<h2>Sorry</h2><p>There is no page at ${wanted}.</p>`); // weak: CWE-79
});

app.listen(process.env.PORT);
