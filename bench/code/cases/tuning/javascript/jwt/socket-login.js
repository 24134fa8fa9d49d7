import { Server } from 'socket.io';
import jwt from 'jsonwebtoken';

export function attach(httpServer) {
  const io = new Server(httpServer);
  io.use((socket, next) => {
    const { token } = socket.handshake.auth;
    const claims = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'], ignoreExpiration: true }); // weak: CWE-613|CWE-347
    socket.data.user = claims.sub;
    next();
  });
  return io;
}
