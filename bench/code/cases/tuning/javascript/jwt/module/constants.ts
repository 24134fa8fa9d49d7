export const constants = {
  secret: 'paper-lantern-festival',
};
