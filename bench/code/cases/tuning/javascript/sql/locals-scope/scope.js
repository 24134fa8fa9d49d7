const { AsyncLocalStorage } = require('node:async_hooks');
const mysql = require('mysql2/promise');

const storage = new AsyncLocalStorage();
const database = mysql.createPool({ uri: process.env.MYSQL_URL });

exports.attach = (_req, _res, next) => storage.run({ database }, next);
exports.scope = () => storage.getStore();
