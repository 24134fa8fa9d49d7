const express = require('express');
const router = express.Router();

const settings = { theme: { colour: 'blue' }, mail: { digest: true } };

function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === 'object' && typeof target[key] === 'object') merge(target[key], source[key]);
    else target[key] = source[key]; // weak: CWE-1321
  }
  return target;
}

router.patch('/settings', express.json(), (req, res) => {
  res.json(merge(settings, req.body));
});

module.exports = router;
