exports.findProducts = require('./products').findProducts;
