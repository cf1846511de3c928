const Router = require('@koa/router');
const axios = require('axios');
const { db } = require('./db');
const { queue } = require('./queue');

const router = new Router();

router.get('/choirs', async (context) => {
  const { town } = context.query;
  context.body = await db('choirs').select('id', 'name').where({ town }).orderBy('id').limit(100);
});

router.get('/choirs/:id/tickets', async (context) => {
  const answer = await axios.get(`https://tickets.example.org/choirs/${context.params.id}`);
  context.body = answer.data;
});

router.post('/choirs/:id/count', async (context) => {
  await queue.add('count', { choir: context.params.id });
  context.status = 202;
});

module.exports = router;
