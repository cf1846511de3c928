exports.up = (knex) =>
  knex.schema.createTable('choirs', (table) => {
    table.increments('id');
    table.string('town').notNullable().index();
    table.string('name').notNullable();
    table.integer('singers').notNullable().defaultTo(0);
  });

exports.down = (knex) => knex.schema.dropTable('choirs');
