const net = require('net');

const server = net.createServer((socket) => {
  socket.once('data', (data) => {
    const path = data.toString('latin1').split(' ')[1] || '/';
    const zone = decodeURIComponent(path.slice(1));
    socket.write('HTTP/1.1 200 OK\r\nX-Zone: ' + zone + '\r\nContent-Length: 0\r\n\r\n'); // weak: CWE-113|CWE-93|CWE-644
    socket.end();
  });
});

server.listen(8037);
