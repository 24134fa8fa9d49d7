const express = require('express');
const mongoose = require('mongoose');

const Album = mongoose.model('Album', new mongoose.Schema({ title: String, likes: Number }));
const router = express.Router();

router.post('/albums/like', express.json(), async (req, res, next) => {
  try {
    const title = String(req.body.title);
    const album = await Album.findOneAndUpdate({ title: { $eq: title } }, { $inc: { likes: 1 } }, { new: true });
    res.json({ likes: album?.likes ?? 0 });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
