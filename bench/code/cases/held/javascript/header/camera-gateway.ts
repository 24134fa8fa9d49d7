import express from 'express';
import net from 'node:net';

const app = express();

app.get('/cameras/1/snapshot', (req, res) => {
  const quality = String(req.query.quality ?? 'high');
  const camera = net.connect(80, '192.168.10.21', () => {
    camera.write(`GET /snapshot HTTP/1.0\r\nHost: camera\r\nX-Quality: ${quality}\r\n\r\n`); // weak: CWE-93|CWE-113|CWE-444|CWE-644
  });
  let size = 0;
  camera.on('data', (chunk) => (size += chunk.length));
  camera.on('end', () => res.json({ size }));
  camera.on('error', () => res.sendStatus(502));
});

app.listen(3000);
