const { Client } = require('ssh2');
const { createHash } = require('crypto');

const known = process.env.BACKUP_HOST_KEY;

exports.backup = (done) => {
  const client = new Client();
  client.on('ready', () => client.exec('pg_dump app', done));
  client.connect({
    host: 'backup.example.org',
    username: 'backup',
    privateKey: process.env.BACKUP_KEY,
    hostVerifier: (key) => createHash('sha256').update(key).digest('base64') === known,
  });
};
