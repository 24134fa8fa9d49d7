const express = require('express');
const { requireAdmin } = require('./require-admin');
const { crew } = require('./crew');

const router = express.Router();

router.get('/health', (req, res) => res.json({ up: true }));
router.use(requireAdmin);
router.get('/crew', async (req, res) => res.json(await crew.list()));
router.post('/crew', express.json(), async (req, res) => res.json(await crew.add(req.body.name)));
router.delete('/crew/:id', async (req, res) => res.json(await crew.remove(req.params.id)));

module.exports = router;
