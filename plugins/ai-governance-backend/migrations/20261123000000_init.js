// @ts-check

/**
 * Instants are ISO 8601 text in UTC and hours are counted from the epoch, so that SQLite and PostgreSQL store,
 * compare and return the same values.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('models', table => {
    table.comment('Endpoints known from the catalog, and when they are due');
    table.string('id', 130).primary().comment('<namespace>.<name>');
    table.string('entity_ref', 255).notNullable();
    table.text('entity', 'longtext').notNullable();
    table.text('title').notNullable();
    table.string('provider', 64).notNullable();
    table.string('verdict', 32);
    table.text('summary').notNullable();
    table.string('last_run_at', 24);
    table.string('next_run_at', 24).notNullable();
    table.string('lease_owner', 64);
    table.string('lease_until', 24);
    table.integer('revision').notNullable().defaultTo(0);
    table.string('removed_at', 24);
    table.index(['removed_at', 'next_run_at']);
  });

  await knex.schema.createTable('monitor_versions', table => {
    table.comment('Every effective set of monitor settings there ever was');
    table.string('model_id', 130).notNullable();
    table.integer('version').notNullable();
    table.text('settings', 'longtext').notNullable();
    table.string('author', 255).notNullable();
    table.text('reason').notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'version']);
  });

  await knex.schema.createTable('grids', table => {
    table.comment('Fixed bins by which the logs of a model are counted');
    table.string('model_id', 130).notNullable();
    table.integer('version').notNullable();
    table.integer('monitor_version').notNullable();
    table.text('grid', 'longtext').notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'version']);
  });

  await knex.schema.createTable('log_objects', table => {
    table.comment('Ledger: log objects whose rows are in a profile');
    table.string('model_id', 130).notNullable();
    table.string('source_id', 64).notNullable();
    table.string('object_key', 1100).notNullable();
    table.string('etag', 128).notNullable();
    table.string('variant', 64).notNullable();
    table.integer('hour').notNullable();
    table.integer('grid_version').notNullable();
    table.integer('revision').notNullable();
    table.string('problem', 1000);
    table.primary(['model_id', 'grid_version', 'object_key']);
    table.index(['model_id', 'grid_version', 'hour']);
  });

  await knex.schema.createTable('profiles', table => {
    table.comment('Additive counts of one variant and hour');
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.integer('grid_version').notNullable();
    table.integer('hour').notNullable();
    table.integer('revision').notNullable();
    table.integer('objects').notNullable();
    table.bigInteger('rows').notNullable();
    table.bigInteger('duplicates').notNullable();
    table.text('rejected').notNullable();
    table.binary('counts').notNullable();
    table.primary(['model_id', 'grid_version', 'variant', 'hour']);
  });

  await knex.schema.createTable('baselines', table => {
    table.comment('Summed counts that current windows are compared with');
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.integer('grid_version').notNullable();
    table.integer('version').notNullable();
    table.integer('from_hour').notNullable();
    table.integer('to_hour').notNullable();
    table.integer('revision').notNullable();
    table.integer('hours').notNullable();
    table.binary('counts').notNullable();
    table.string('created_at', 24).notNullable();
    table.primary(['model_id', 'variant', 'grid_version', 'version']);
  });

  await knex.schema.createTable('runs', table => {
    table.comment('Monitoring runs: ingestion, assessment, alerting');
    table.string('id', 36).primary();
    table.string('model_id', 130).notNullable();
    table.string('trigger', 16).notNullable();
    table.string('requested_by', 255);
    table.string('state', 16).notNullable();
    table.string('phase', 16).notNullable();
    table.integer('progress_done');
    table.integer('progress_total');
    table.string('error_name', 64);
    table.text('error_message');
    table.text('ingested').notNullable();
    table.string('created_at', 24).notNullable();
    table.string('started_at', 24);
    table.string('finished_at', 24);
    table.index(['model_id', 'created_at']);
  });

  await knex.schema.createTable('drift_runs', table => {
    table.comment('Comparisons of a current window with the baseline');
    table.string('id', 36).primary();
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.string('created_at', 24).notNullable();
    table.string('verdict', 32).notNullable();
    table.text('summary').notNullable();
    table.integer('settings_version').notNullable();
    table.integer('grid_version');
    table.integer('revision').notNullable();
    table.string('baseline_from', 24);
    table.string('baseline_to', 24);
    table.bigInteger('baseline_rows');
    table.integer('baseline_hours');
    table.string('current_from', 24);
    table.string('current_to', 24).notNullable();
    table.bigInteger('current_rows');
    table.integer('current_hours');
    table.unique(['model_id', 'variant', 'current_to']);
  });

  await knex.schema.createTable('drift_results', table => {
    table.comment('What each test said of each column in a comparison');
    table
      .string('run_id', 36)
      .notNullable()
      .references('id')
      .inTable('drift_runs')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('column_name', 255).notNullable();
    table.string('column_type', 16).notNullable();
    table.string('column_role', 16).notNullable();
    table.string('method', 32).notNullable();
    table.string('convention', 64).notNullable();
    table.text('parameters').notNullable();
    table.bigInteger('baseline_n').notNullable();
    table.bigInteger('current_n').notNullable();
    table.bigInteger('baseline_missing').notNullable();
    table.bigInteger('current_missing').notNullable();
    table.double('statistic');
    table.double('effect_size');
    table.double('threshold').notNullable();
    table.string('direction', 8).notNullable();
    table.double('p_value');
    table.double('adjusted_p_value');
    table.double('error_bound');
    table.string('severity', 16).notNullable();
    table.string('verdict', 32).notNullable();
    table.text('reason').notNullable();
    table.primary(['run_id', 'position', 'method']);
  });

  await knex.schema.createTable('findings', table => {
    table.comment('Verdicts that opened, stayed or resolved');
    table.string('id', 64).primary().comment('Hash of the identity');
    table.string('model_id', 130).notNullable();
    table.string('rule', 32).notNullable();
    table.string('variant', 64).notNullable();
    table.string('column_name', 255).notNullable();
    table.string('state', 16).notNullable();
    table.string('severity', 16).notNullable();
    table.text('detail').notNullable();
    table.string('opened_at', 24).notNullable();
    table.string('seen_at', 24).notNullable();
    table.string('resolved_at', 24);
    table.index(['model_id', 'state']);
  });

  await knex.schema.createTable('finding_events', table => {
    table.comment('History of findings, append only');
    table.increments('id');
    table.string('finding_id', 64).notNullable();
    table.string('event', 16).notNullable();
    table.string('severity', 16).notNullable();
    table.text('detail').notNullable();
    table.string('at', 24).notNullable();
    table.index(['finding_id', 'at']);
  });

  await knex.schema.createTable('alert_groups', table => {
    table.comment('What people were told, and what they are still to be told');
    table.string('group_key', 64).primary();
    table.string('model_id', 130).notNullable();
    table.string('told_state', 16).notNullable();
    table.text('told_members').notNullable();
    table.string('channel_id', 64);
    table.string('destination', 255);
    table.text('reference');
    table.integer('attempts').notNullable();
    table.string('next_attempt_at', 24);
    table.text('last_error');
    table.string('lease_until', 24);
    table.string('updated_at', 24).notNullable();
    table.index(['next_attempt_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'alert_groups',
    'finding_events',
    'findings',
    'drift_results',
    'drift_runs',
    'runs',
    'baselines',
    'profiles',
    'log_objects',
    'grids',
    'monitor_versions',
    'models',
  ]) {
    await knex.schema.dropTable(table);
  }
};
