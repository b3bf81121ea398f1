// @ts-check

/**
 * Hours roll up into days: a long window is the sum of a few days and hours, and hours may go after a while.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('profile_days', table => {
    table.comment(
      'Additive counts of one variant and UTC day, the sum of its hours',
    );
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.integer('grid_version').notNullable();
    table.integer('day').notNullable();
    table.integer('first_hour').notNullable();
    table.integer('last_hour').notNullable();
    table.integer('hours').notNullable();
    table.integer('revision').notNullable();
    table.binary('counts').notNullable();
    table.primary(['model_id', 'grid_version', 'variant', 'day']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('profile_days');
};
