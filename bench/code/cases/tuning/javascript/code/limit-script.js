const { createClient } = require('redis');
const express = require('express');

const client = createClient({ url: process.env.REDIS_URL });
const router = express.Router();
const script = "return redis.call('INCRBY', KEYS[1], ARGV[1])";

router.get('/limits/:name', async (req, res) => {
  const value = await client.eval(script, { keys: [`limit:${req.params.name}`], arguments: ['1'] });
  res.json({ value });
});

module.exports = router;
