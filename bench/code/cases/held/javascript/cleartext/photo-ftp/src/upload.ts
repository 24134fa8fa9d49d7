import { Client } from 'basic-ftp';
import { ftp } from './config';

export async function upload(file: string, name: string): Promise<void> {
  const client = new Client(10_000);
  try {
    await client.access({ host: ftp.host, user: ftp.user, password: ftp.password, secure: false }); // weak: CWE-319|CWE-523
    await client.uploadFrom(file, name);
  } finally {
    client.close();
  }
}
