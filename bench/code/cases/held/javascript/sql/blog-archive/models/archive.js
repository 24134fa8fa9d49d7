var Sequelize = require('sequelize');

function Archive(sequelize) {
  this.sequelize = sequelize;
  this.table = 'posts';
}

Archive.prototype.select = function (condition) {
  return this.sequelize.query('SELECT id, title, slug FROM ' + this.table + ' WHERE ' + condition, { // weak: CWE-89
    type: Sequelize.QueryTypes.SELECT,
  });
};

Archive.prototype.ofYear = function (year) {
  return this.select('YEAR(published_at) = ' + year + ' AND draft = 0');
};

module.exports = Archive;
