import { highest, tides } from './tides.js';

const canvas = document.querySelector('canvas');
const context = canvas.getContext('2d');
const points = [...tides(new Date().getHours(), 24)];
const { hour, height } = highest(points);

context.beginPath();
points.forEach((point, index) => {
  context.lineTo((index / 24) * canvas.width, canvas.height - (point.height / 4) * canvas.height);
});
context.stroke();
document.querySelector('#high-water').textContent = `High water at ${hour % 24}:00, ${height} m`;
