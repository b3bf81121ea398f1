// @ts-check

/**
 * Baselines are chosen through the API, too: as a period, also one that lies before the logs read so far, or as an
 * uploaded reference. Every choice is kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('baseline_choices', table => {
    table.comment('Baselines chosen through the API, append only');
    table.string('model_id', 130).notNullable();
    table.integer('version').notNullable();
    table
      .text('baseline')
      .comment('JSON; null for that of the configuration again');
    table.integer('restores').comment('Version that was chosen again');
    table.string('author', 255).notNullable();
    table.text('reason').notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'version']);
  });

  await knex.schema.createTable('baseline_uploads', table => {
    table.comment('Counts of uploaded references, append only');
    table.string('model_id', 130).notNullable();
    table.integer('upload').notNullable();
    table.string('label', 255).notNullable();
    table.string('format', 32).notNullable();
    table.bigInteger('rows').notNullable();
    table.text('notes').notNullable();
    table.text('grid', 'longtext').notNullable();
    table.binary('counts').notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'upload']);
  });

  await knex.schema.createTable('listed_hours', table => {
    table.comment('Stretches of hours whose logs were listed and read');
    table.string('model_id', 130).notNullable();
    table.integer('grid_version').notNullable();
    table.integer('from_hour').notNullable();
    table.integer('to_hour').notNullable();
    table.primary(['model_id', 'grid_version', 'from_hour']);
  });

  await knex.schema.alterTable('drift_runs', table => {
    table.integer('baseline_version');
    table.integer('baseline_upload');
    table.string('baseline_label', 255);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex would build the table anew on SQLite, which deletes the results that refer to it.
  for (const column of [
    'baseline_label',
    'baseline_upload',
    'baseline_version',
  ]) {
    await knex.raw('alter table drift_runs drop column ??', [column]);
  }
  for (const table of [
    'listed_hours',
    'baseline_uploads',
    'baseline_choices',
  ]) {
    await knex.schema.dropTable(table);
  }
};
