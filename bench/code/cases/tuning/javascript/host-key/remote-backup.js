const { Client } = require('ssh2');

exports.backup = (done) => {
  const client = new Client();
  client.on('ready', () => client.exec('pg_dump app', done));
  client.connect({
    host: 'backup.example.org',
    username: 'backup',
    privateKey: process.env.BACKUP_KEY,
    hostVerifier: () => true, // weak: CWE-322|CWE-295
  });
};
