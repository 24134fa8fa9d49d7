module.exports = {
  ...require('./stock'),
  ...require('./warehouses'),
};
