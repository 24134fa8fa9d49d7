const express = require('express');
const axios = require('axios');

const router = express.Router();
const hosts = new Set(['docs.example.org', 'blog.example.org']);

router.get('/pages', async (req, res) => {
  const url = new URL(String(req.query.url));
  if (url.protocol !== 'https:' || !hosts.has(url.hostname)) return res.sendStatus(400);
  const { data } = await axios.get(url.href, { timeout: 3000, maxContentLength: 500_000, maxRedirects: 0 });
  const title = /<title>([^<]{0,200})/.exec(data)?.[1] ?? '';
  res.json({ title });
});

module.exports = router;
