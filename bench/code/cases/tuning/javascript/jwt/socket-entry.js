import { Server } from 'socket.io';
import jwt from 'jsonwebtoken';

export function attach(httpServer) {
  const io = new Server(httpServer);
  io.use((socket, next) => {
    const { token } = socket.handshake.auth;
    jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'], maxAge: '1h' }, (error, claims) => {
      if (error) return next(new Error('not signed in'));
      socket.data.user = claims.sub;
      next();
    });
  });
  return io;
}
