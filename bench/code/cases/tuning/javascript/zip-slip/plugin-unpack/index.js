const { unpack } = require('./unpack');

module.exports = (app) =>
  app.post('/plugins', async (req, res) => {
    await unpack(req.body, '/srv/plugins');
    res.sendStatus(201);
  });
