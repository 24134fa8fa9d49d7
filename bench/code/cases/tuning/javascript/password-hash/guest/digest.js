import bcrypt from 'bcrypt';

export const hashOf = (text) => bcrypt.hash(text, 12);
