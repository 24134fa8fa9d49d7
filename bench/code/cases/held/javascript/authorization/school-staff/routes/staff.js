const express = require('express');
const { signedIn, hasRole } = require('../middleware/guards');
const grades = require('../services/grades');

const router = express.Router();
router.use(signedIn, hasRole('teacher'));

router.get('/grades/:course', async (req, res) => {
  res.json(await grades.ofCourse(req.params.course, req.user.id));
});

router.delete('/grades/:course/:student', async (req, res) => {
  await grades.remove(req.params.course, req.params.student, req.user.id);
  res.sendStatus(204);
});

module.exports = router;
