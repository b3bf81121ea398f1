// @ts-check

/**
 * Outcomes of decisions by group and hour, the labels they were joined with, and what fairness and realised performance
 * came to. Counts only: no row, no id and no attribute of a person.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('outcome_grids', table => {
    table.comment('What the outcomes of a model are counted on');
    table.string('model_id', 130).notNullable();
    table.integer('version').notNullable();
    table.text('basis', 'longtext').notNullable().comment('JSON');
    table.text('grid', 'longtext').notNullable().comment('JSON');
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'version']);
  });

  await knex.schema.createTable('outcome_profiles', table => {
    table.comment('Outcomes of one variant and hour');
    table.string('model_id', 130).notNullable();
    table.integer('grid_version').notNullable();
    table.string('variant', 64).notNullable();
    table.integer('hour').notNullable();
    table.integer('revision').notNullable();
    table.bigInteger('rows').notNullable();
    table
      .string('files_tag', 64)
      .notNullable()
      .comment('State of the joined files');
    table
      .boolean('readable')
      .notNullable()
      .comment('False when its logs were gone');
    table.binary('counts').notNullable();
    table.string('id_scheme', 64).notNullable();
    table
      .binary('ids')
      .notNullable()
      .comment('32-bit hashes, little endian, rising');
    table.primary(['model_id', 'grid_version', 'variant', 'hour']);
    table.index(['hour']);
  });

  await knex.schema.createTable('label_objects', table => {
    table.comment('Ledger: label objects whose labels are in the outcomes');
    table.string('model_id', 130).notNullable();
    table.string('object_key', 1100).notNullable();
    table.string('source', 1100).notNullable();
    table.string('etag', 128).notNullable();
    table.bigInteger('size').notNullable();
    table.integer('hour').notNullable().comment('Of the labels');
    table.bigInteger('labels').notNullable();
    table.bigInteger('rejected').notNullable();
    table.primary(['model_id', 'object_key']);
    table.index(['model_id', 'hour']);
    table.index(['hour']);
  });

  await knex.schema.createTable('label_object_hours', table => {
    table.comment('Which label objects have labels of which hour of decisions');
    table.string('model_id', 130).notNullable();
    table.integer('hour').notNullable().comment('Of the decisions');
    table.string('object_key', 1100).notNullable();
    table.primary(['model_id', 'hour', 'object_key']);
    table.index(['hour']);
  });

  await knex.schema.createTable('label_requests', table => {
    table.comment('Pushes of labels that were answered');
    table.string('model_id', 130).notNullable();
    table.string('idempotency_key', 255).notNullable();
    table.string('request_id', 36).notNullable();
    table.string('body_hash', 64).notNullable();
    table.text('answer').notNullable().comment('JSON');
    table.string('author', 255).notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'idempotency_key']);
    table.index(['created_at']);
  });

  await knex.schema.createTable('label_chunks', table => {
    table.comment('Pushed labels of one request and hour, gzip');
    table.string('request_id', 36).notNullable();
    table.integer('position').notNullable();
    table.string('model_id', 130).notNullable();
    table
      .string('variant', 64)
      .notNullable()
      .comment('Empty: a label is of any variant');
    table.integer('hour').notNullable().comment('Of the labels');
    table.string('etag', 64).notNullable().comment('Hash of the lines');
    table.integer('lines').notNullable();
    table.bigInteger('size').notNullable().comment('Bytes, unpacked');
    table.binary('body').notNullable();
    table.primary(['request_id', 'position']);
    table.index(['model_id', 'hour', 'request_id', 'position']);
    table.index(['hour']);
  });

  await knex.schema.createTable('fairness_runs', table => {
    table.comment('Assessments of fairness of a window');
    table.string('id', 36).primary();
    runColumns(table);
    table.unique(['model_id', 'variant', 'window_to']);
  });

  await knex.schema.createTable('fairness_results', table => {
    table.comment(
      'Fairness by one attribute or by several together; all of it may be shown',
    );
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('fairness_runs')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('attributes').notNullable().comment('JSON');
    table.boolean('intersection').notNullable();
    table.text('sentence').notNullable();
    table.text('assessment', 'longtext').notNullable().comment('JSON');
    table.text('conflicts', 'longtext').notNullable().comment('JSON');
    table.primary(['run_id', 'position']);
  });

  await knex.schema.createTable('fairness_points', table => {
    table.comment('Figures of an assessment, for its history');
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('fairness_runs')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.text('attributes').notNullable().comment('JSON');
    table.text('group_names').comment('JSON; null for the extremes');
    table.string('metric', 40).notNullable();
    table.double('value');
    table.double('lower');
    table.double('upper');
    table.double('threshold').notNullable();
    table.double('allowed_min').notNullable();
    table.double('allowed_max').notNullable();
    table.string('verdict', 32).notNullable();
    table.primary(['run_id', 'position']);
  });

  await knex.schema.createTable('performance_runs', table => {
    table.comment('Realised performance of a window');
    table.string('id', 36).primary();
    runColumns(table);
    table.string('baseline_from', 24);
    table.string('baseline_to', 24);
    table.bigInteger('baseline_rows');
    table.integer('baseline_hours');
    table.text('measurement', 'longtext').comment('JSON');
    table.text('baseline', 'longtext').comment('JSON');
    table.text('judgements', 'longtext').notNullable().comment('JSON');
    table.unique(['model_id', 'variant', 'window_to']);
  });
};

/** @param {import('knex').Knex.CreateTableBuilder} table */
function runColumns(table) {
  table.string('model_id', 130).notNullable();
  table.string('variant', 64).notNullable();
  table.string('created_at', 24).notNullable();
  table.string('verdict', 32).notNullable();
  table.text('summary').notNullable();
  table.integer('settings_version').notNullable();
  table.integer('grid_version');
  table.integer('revision').notNullable();
  table.string('window_from', 24);
  table.string('window_to', 24).notNullable();
  table.bigInteger('window_rows');
  table.integer('window_hours');
  table.text('labels').notNullable().comment('JSON');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'performance_runs',
    'fairness_points',
    'fairness_results',
    'fairness_runs',
    'label_chunks',
    'label_requests',
    'label_object_hours',
    'label_objects',
    'outcome_profiles',
    'outcome_grids',
  ]) {
    await knex.schema.dropTable(table);
  }
};
