// @ts-check

/**
 * Examples of rejected lines, so that whoever writes the logs finds them by file and line. Those of an hour are
 * replaced when the hour is counted again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('rejected_lines', table => {
    table.comment('The first rejected lines of each variant and hour');
    table.string('model_id', 130).notNullable();
    table.integer('grid_version').notNullable();
    table.string('variant', 64).notNullable();
    table.integer('hour').notNullable();
    table.integer('place').notNullable().comment('Order within the hour');
    table.text('object_key').notNullable();
    table.bigInteger('line').notNullable();
    table.string('reason', 32).notNullable();
    table.primary(['model_id', 'grid_version', 'hour', 'variant', 'place']);
    table.index(['hour']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('rejected_lines');
};
