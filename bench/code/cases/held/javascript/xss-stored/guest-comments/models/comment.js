const mongoose = require('mongoose');

const schema = new mongoose.Schema({
  author: { type: String, maxlength: 60 },
  text: { type: String, required: true },
  at: { type: Date, default: Date.now },
});

module.exports = mongoose.model('Comment', schema);
