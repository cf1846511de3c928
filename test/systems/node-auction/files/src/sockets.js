import { Server } from 'socket.io';

let io;

export function attach(server) {
  io = new Server(server, { path: '/live', transports: ['websocket'] });
  io.on('connection', (socket) => {
    socket.on('watch', (lot) => socket.join(`lot:${lot}`));
  });
}

export function announce(lot, bid) {
  io.to(`lot:${lot}`).emit('bid', bid);
}
