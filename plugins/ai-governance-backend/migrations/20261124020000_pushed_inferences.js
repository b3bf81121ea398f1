// @ts-check

/**
 * Inferences of models that are hosted anywhere are pushed to the backend and stored here until they are counted, and
 * as long as a new grid may need them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('push_requests', table => {
    table.comment('Pushes that were answered, by the key that makes them one');
    table.string('model_id', 130).notNullable();
    table.string('idempotency_key', 255).notNullable();
    table.string('request_id', 36).notNullable();
    table.string('body_hash', 64).notNullable();
    table.text('answer').notNullable().comment('JSON');
    table.string('author', 255).notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'idempotency_key']);
    table.index(['created_at']);
    table.index(['model_id', 'created_at']);
  });

  await knex.schema.createTable('pushed_chunks', table => {
    table.comment('Pushed lines of one request, variant and hour, gzip');
    table.string('request_id', 36).notNullable();
    table.integer('position').notNullable();
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.integer('hour').notNullable();
    table.string('etag', 64).notNullable().comment('Hash of the lines');
    table.integer('lines').notNullable();
    table.bigInteger('size').notNullable().comment('Bytes, unpacked');
    table.binary('body').notNullable();
    table.primary(['request_id', 'position']);
    table.index(['model_id', 'hour', 'request_id', 'position']);
    table.index(['hour']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pushed_chunks');
  await knex.schema.dropTable('push_requests');
};
