const Koa = require('koa');
const Router = require('@koa/router');
const choirs = require('./choirs');
const { db } = require('./db');

const app = new Koa();
const health = new Router();

health.get('/health', async (context) => {
  await db.raw('SELECT 1');
  context.body = 'ok';
});

app.use(health.routes());
app.use(choirs.routes());

const server = app.listen(Number(process.env.PORT ?? 3000));

process.on('SIGTERM', () => {
  server.close(() => db.destroy());
});
