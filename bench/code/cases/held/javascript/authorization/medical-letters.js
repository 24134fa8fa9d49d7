const express = require('express');
const { Letter } = require('./models');
const { requireLogin } = require('./auth');

const router = express.Router();
router.use(requireLogin);

router.get('/letters/:id', async (req, res, next) => {
  try {
    const letter = await Letter.findOne({ where: { id: req.params.id, patientId: req.user.id } });
    if (!letter) return res.sendStatus(404);
    res.json({ subject: letter.subject, text: letter.text });
  } catch (err) {
    next(err);
  }
});

module.exports = router;
