export const smtp = {
  host: 'smtp.mail.example',
  port: 465,
  secure: true,
  user: 'shop@mail.example',
  password: 'hT8s-Lq4v-9zRw-P2xc', // weak: CWE-798|CWE-259
};
