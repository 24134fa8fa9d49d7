export const ftp = {
  host: 'ftp.photos.example',
  user: process.env.FTP_USER,
  password: process.env.FTP_PASSWORD,
};
