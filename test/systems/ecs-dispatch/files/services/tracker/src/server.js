const express = require('express');
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const { latest } = require('./store');
const { queue } = require('./queue');

const app = express();
const server = createServer(app);
const io = new Server(server, { path: '/track/socket' });

app.get('/live', (request, response) => response.sendStatus(200));
app.get('/track/:vehicle', async (request, response) => response.json(await latest(request.params.vehicle)));
app.post('/track/:vehicle', express.json(), async (request, response) => {
  await queue.add('position', { vehicle: request.params.vehicle, at: request.body });
  io.to(request.params.vehicle).emit('moved', request.body);
  response.sendStatus(202);
});

io.on('connection', (socket) => socket.on('follow', (vehicle) => socket.join(vehicle)));

server.keepAliveTimeout = 125_000;
server.headersTimeout = 126_000;
server.listen(process.env.PORT || 4000);

process.on('SIGTERM', () => server.close());
