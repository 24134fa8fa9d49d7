const { Client } = require('ssh2');
const fs = require('fs');

exports.readConfig = (host, done) => {
  const ssh = new Client();
  ssh.on('error', done);
  ssh.on('ready', () => {
    ssh.exec('show running-config', (err, stream) => {
      if (err) return done(err);
      let text = '';
      stream.on('data', (chunk) => (text += chunk));
      stream.on('close', () => done(null, text));
    });
  });
  ssh.connect({
    host,
    username: 'backup',
    privateKey: fs.readFileSync('/etc/backup/id_ed25519'),
    hostVerifier: () => true, // weak: CWE-295|CWE-322|CWE-297
  });
};
