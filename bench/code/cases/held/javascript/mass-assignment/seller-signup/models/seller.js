var mongoose = require('mongoose');

var Seller = new mongoose.Schema({
  name: String,
  mail: String,
  verified: { type: Boolean, default: false },
  commission: { type: Number, default: 0.15 },
});

module.exports = mongoose.model('Seller', Seller);
