const { createClient } = require('redis');
const express = require('express');

const client = createClient({ url: process.env.REDIS_URL });
const router = express.Router();

router.get('/counters/:name', async (req, res) => {
  const script = `return redis.call('INCRBY', '${req.params.name}', 1)`;
  const value = await client.eval(script, { keys: [], arguments: [] }); // weak: CWE-94|CWE-95|CWE-77|CWE-74|CWE-943
  res.json({ value });
});

module.exports = router;
