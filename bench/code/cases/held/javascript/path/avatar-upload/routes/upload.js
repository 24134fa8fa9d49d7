const express = require('express');
const fileUpload = require('express-fileupload');
const storage = require('../storage');

const router = express.Router();
router.use(fileUpload({ limits: { fileSize: 512 * 1024 }, abortOnLimit: true }));

router.post('/avatars', async (req, res, next) => {
  try {
    await storage.save(req.body.user, req.files.avatar.data);
    res.sendStatus(201);
  } catch (err) {
    next(err);
  }
});

module.exports = router;
