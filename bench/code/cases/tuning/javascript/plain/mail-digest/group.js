exports.groupByDay = (messages) => {
  const days = new Map();
  for (const message of messages) {
    const day = message.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), message]);
  }
  return days;
};
