export const ftp = {
  host: 'ftp.scans.example',
  user: process.env.FTP_USER,
  password: process.env.FTP_PASSWORD,
};
