const express = require('express');
const axios = require('axios');

const router = express.Router();

router.get('/preview', async (req, res) => {
  const { url } = req.query;
  const { data } = await axios.get(url, { timeout: 3000, maxContentLength: 500_000 }); // weak: CWE-918
  const title = /<title>([^<]{0,200})/.exec(data)?.[1] ?? '';
  res.json({ title });
});

module.exports = router;
