const ftp = require('basic-ftp');

exports.upload = async function upload(file) {
  const client = new ftp.Client(10_000);
  try {
    await client.access({ host: 'ftp.example.org', user: 'nightly', password: process.env.FTP_PASSWORD, secure: false }); // weak: CWE-319
    await client.uploadFrom(file, 'export.csv');
  } finally {
    client.close();
  }
};
