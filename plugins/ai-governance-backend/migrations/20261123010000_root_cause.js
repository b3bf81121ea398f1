// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('model_events', table => {
    table.comment('What happened to endpoints, append only');
    table.increments('id');
    table.string('model_id', 130).notNullable();
    table.string('at', 24).notNullable();
    table.string('kind', 32).notNullable();
    table.text('title').notNullable();
    table.text('detail').notNullable();
    table.string('seen_at', 24).notNullable();
    table.index(['model_id', 'at']);
  });

  await knex.schema.createTable('root_causes', table => {
    table.comment('What is known of the cause of drift that goes on');
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.string('run_id', 36).notNullable();
    table.string('created_at', 24).notNullable();
    table.text('failing_columns', 'longtext').notNullable();
    table.text('cause', 'longtext').notNullable();
    table.primary(['model_id', 'variant']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('root_causes');
  await knex.schema.dropTable('model_events');
};
