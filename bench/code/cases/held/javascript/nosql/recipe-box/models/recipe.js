var mongoose = require('mongoose');

var Recipe = new mongoose.Schema({ title: String, owner: String, minutes: Number, tags: [String] });

Recipe.statics.search = function (filter) {
  return this.find(filter).limit(20).lean(); // weak: CWE-943
};

module.exports = mongoose.model('Recipe', Recipe);
