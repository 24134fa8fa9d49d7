const { Router } = require('express');
const { Product } = require('./models');

const router = Router();

router.get('/', async (req, res, next) => {
  try {
    const page = Math.max(Number.parseInt(req.query.page, 10) || 0, 0);
    const products = await Product.findAll({ where: { listed: true }, limit: 20, offset: page * 20 });
    res.render('products', { products, page });
  } catch (error) {
    next(error);
  }
});

module.exports = router;
