import SftpClient from 'ssh2-sftp-client';

export async function upload(file) {
  const client = new SftpClient();
  const options = { host: 'files.example.org', port: 22, username: 'nightly' };
  await client.connect({ ...options, password: 'nightly-moon-upload' }); // weak: CWE-798|CWE-259
  await client.put(file, '/in/export.csv');
  await client.end();
}
