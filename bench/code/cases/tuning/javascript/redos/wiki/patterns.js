export const patterns = {
  heading: /^#{1,6} \S/,
  reference: /^\[[a-z]+\]: https?:/,
};
