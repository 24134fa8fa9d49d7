export function* tides(from, hours) {
  const period = 12.42;
  for (let hour = 0; hour < hours; hour += 1) {
    const phase = ((from + hour) / period) * 2 * Math.PI;
    yield { hour: from + hour, height: Number((2.1 + 1.8 * Math.cos(phase)).toFixed(2)) };
  }
}

export const highest = (points) => points.reduce((best, point) => (point.height > best.height ? point : best));
