import type { FastifyInstance } from 'fastify';
import { prisma } from '../prisma.js';
import { mail } from '../queue.js';

export async function bookings(app: FastifyInstance) {
  app.get<{ Querystring: { night: string } }>('/', async (request) => {
    const found = await prisma.booking.findMany({ where: { night: new Date(request.query.night) }, take: 100 });
    const result = [];
    for (const booking of found) {
      const guest = await prisma.guest.findUnique({ where: { id: booking.guestId } });
      result.push({ ...booking, guest });
    }
    return result;
  });

  app.get<{ Params: { id: string } }>('/:id', async (request, reply) => {
    const booking = await prisma.booking.findUnique({ where: { id: Number(request.params.id) }, include: { guest: true } });
    return booking ?? reply.code(404).send();
  });

  app.post<{ Body: { email: string; room: string; night: string } }>('/', async (request, reply) => {
    const { email, room, night } = request.body;
    const booking = await prisma.$transaction(async (tx) => {
      const guest = await tx.guest.upsert({ where: { email }, update: {}, create: { email } });
      return tx.booking.create({ data: { guestId: guest.id, room, night: new Date(night) } });
    });
    await mail.add('confirm', { booking: booking.id });
    return reply.code(201).send(booking);
  });
}
