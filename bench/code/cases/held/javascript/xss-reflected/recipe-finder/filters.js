exports.filters = ({ diet, minutes }) => ({
  diet: diet ? diet.trim() : undefined,
  minutes: Number(minutes) || 60,
});
