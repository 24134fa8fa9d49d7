const express = require('express');
const router = express.Router();

const preferences = { theme: { colour: 'blue' }, mail: { digest: true } };

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue;
    if (typeof source[key] === 'object' && Object.hasOwn(target, key)) merge(target[key], source[key]);
    else if (Object.hasOwn(target, key)) target[key] = source[key];
  }
  return target;
}

router.patch('/preferences', express.json(), (req, res) => {
  res.json(merge(structuredClone(preferences), req.body));
});

module.exports = router;
