export function connect(listener) {
  const room = new URLSearchParams(location.search).get('room');
  const socket = new WebSocket('wss://live.example.org/ticker');
  socket.addEventListener('open', () => listener({ author: 'you', room }));
  return socket;
}
