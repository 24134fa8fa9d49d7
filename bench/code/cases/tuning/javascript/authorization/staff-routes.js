const express = require('express');
const { requireAdmin } = require('./require-admin');
const { staff } = require('./staff');

const router = express.Router();

router.get('/staff', requireAdmin, async (req, res) => res.json(await staff.list()));
router.post('/staff', requireAdmin, express.json(), async (req, res) => res.json(await staff.add(req.body.name)));
router.put('/staff/:id', requireAdmin, express.json(), async (req, res) => res.json(await staff.rename(req.params.id, req.body.name)));
router.delete('/staff/:id', async (req, res) => res.json(await staff.remove(req.params.id))); // weak: CWE-862|CWE-306

module.exports = router;
