var spawn = require('child_process').spawn;

exports.send = function (mail, done) {
  var child = spawn('/usr/sbin/sendmail', ['-t', '-i']);
  child.on('close', done);
  child.stdin.write('To: office@example.com\n');
  child.stdin.write('Reply-To: ' + mail.from + '\n'); // weak: CWE-93|CWE-113|CWE-147
  child.stdin.write('\nA visitor asks for a call.\n');
  child.stdin.end();
};
