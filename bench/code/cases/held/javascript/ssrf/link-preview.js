const express = require('express');
const axios = require('axios');

const app = express();

app.get('/preview', async (req, res) => {
  try {
    const page = await axios.get(req.query.url, { timeout: 3000 }); // weak: CWE-918
    const title = /<title>([^<]{1,200})</.exec(page.data);
    res.json({ title: title ? title[1] : null });
  } catch {
    res.status(502).json({ title: null });
  }
});

module.exports = app;
