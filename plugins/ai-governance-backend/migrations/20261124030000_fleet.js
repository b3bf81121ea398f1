// @ts-check

/** Only endpoints where both are null are in lists. They lead each index, so that it serves search and order alike. */
const LISTED = 'removed_at, replaced_by';

/** What the endpoints of a page are ordered by; the id makes each order total. */
const ORDERS = {
  title: 'title_key',
  verdict: 'verdict_rank',
  health: 'health_rank',
  last_run: "coalesce(last_run_at, '')",
  owner: 'owner',
};

/** All that filters and counts look at, so that they need not read the endpoints' entities. */
const FILTERED =
  'cloud, lifecycle, verdict, health, capture, owner, system, search_text, id';

const MODEL_COLUMNS = [
  'owner',
  'system',
  'lifecycle',
  'cloud',
  'place',
  'endpoint_id',
  'discovered',
  'owner_told',
  'capture',
  'sampling_percent',
  'replaced_by',
  'problem',
  'console_url',
  'edit_url',
  'fingerprint',
  'title_key',
  'search_text',
  'verdict_rank',
  'health',
  'health_rank',
  'health_reason',
  'health_variants',
  'health_checked_at',
  'health_hour',
  'health_asked_at',
];

/**
 * The fleet as a whole: what endpoints are listed, filtered and ordered by; how they serve; which versions they
 * served; and what is wrong with their place in the inventory.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('models', table => {
    table.string('owner', 255).notNullable().defaultTo('');
    table.string('system', 255);
    table.string('lifecycle', 255).notNullable().defaultTo('');
    table.string('cloud', 16).notNullable().defaultTo('external');
    table.string('place', 255).notNullable().defaultTo('');
    table.string('endpoint_id', 1024);
    table.boolean('discovered').notNullable().defaultTo(false);
    table.boolean('owner_told').notNullable().defaultTo(true);
    table.string('capture', 8).notNullable().defaultTo('unknown');
    table.double('sampling_percent');
    table.string('replaced_by', 130).comment('Model that registers it');
    table.text('problem').comment('What is wrong with its registration');
    table
      .text('console_url')
      .comment('Where the console of the cloud shows it');
    table.text('edit_url').comment('Where its registration is edited');
    table.string('fingerprint', 64).notNullable().defaultTo('');
    table.string('title_key', 255).notNullable().defaultTo('');
    table.text('search_text').notNullable().defaultTo('');
    table.integer('verdict_rank').notNullable().defaultTo(4);
    table.string('health', 16).notNullable().defaultTo('unknown');
    table.integer('health_rank').notNullable().defaultTo(2);
    table.text('health_reason').notNullable().defaultTo('Not asked for yet.');
    table.text('health_variants').notNullable().defaultTo('[]');
    table.string('health_checked_at', 24);
    table.integer('health_hour').comment('Hours before it were asked for');
    table.string('health_asked_at', 24).comment('Also when nothing was learnt');
  });
  await knex('models')
    .whereNotNull('verdict')
    .update({
      verdict_rank: knex.raw(
        "case verdict when 'fail' then 0 when 'error' then 1 when 'warn' then 2 when 'insufficient-data' then 3 else 5 end",
      ),
    });
  await knex.raw(
    `create index models_listed on models (${LISTED}, ${FILTERED})`,
  );
  for (const [name, key] of Object.entries(ORDERS)) {
    await knex.raw(
      `create index models_by_${name} on models (${LISTED}, ${key}, id)`,
    );
  }

  await knex.schema.alterTable('models', table => {
    table.index(['endpoint_id'], 'models_endpoint');
  });

  await knex.schema.createTable('service_hours', table => {
    table.comment('What a variant served in an hour, as the cloud measured it');
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.integer('hour').notNullable();
    table.bigInteger('invocations');
    table.bigInteger('errors_4xx');
    table.bigInteger('errors_5xx');
    table.bigInteger('model_errors');
    table.double('p50');
    table.double('p95');
    table.double('p99');
    table.primary(['model_id', 'variant', 'hour']);
    table.index(['hour']);
  });

  await knex.schema.createTable('model_versions', table => {
    table.comment('Versions of models as they were seen behind endpoints');
    table.increments('id');
    table.string('model_id', 130).notNullable();
    table.string('variant', 64).notNullable();
    table.text('model').notNullable();
    table.string('approval', 16).notNullable();
    table.string('artefact_digest', 255);
    table.string('changed_by', 255);
    table.string('first_seen', 24).notNullable();
    table.string('last_seen', 24).comment('Null while it is served');
    table.string('deployed_at', 24);
    table.text('changes').notNullable();
    table.index(['model_id', 'last_seen']);
    table.index(['model_id', 'first_seen', 'id']);
    table.index(['first_seen', 'id']);
  });

  await knex.schema.createTable('inventory_findings', table => {
    table.comment('What is wrong with how endpoints are registered');
    table.string('model_id', 130).notNullable();
    table.string('issue', 16).notNullable();
    table.string('severity', 16).notNullable();
    table.integer('severity_rank').notNullable();
    table.text('detail').notNullable();
    table.text('fix_label').notNullable();
    table.text('fix_url');
    table.string('since', 24).notNullable();
    table.primary(['model_id', 'issue']);
  });

  await knex.schema.createTable('task_marks', table => {
    table.comment('When something was last done to its end');
    table.string('name', 64).primary();
    table.string('at', 24).notNullable();
  });

  await knex.schema.alterTable('drift_runs', table => {
    table.index(
      ['model_id', 'current_to', 'verdict'],
      'drift_runs_model_to_verdict',
    );
  });
  await knex.schema.alterTable('findings', table => {
    table.index(['state', 'model_id'], 'findings_state_model');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const index of [
    'findings_state_model',
    'drift_runs_model_to_verdict',
    'models_endpoint',
    'models_listed',
    ...Object.keys(ORDERS).map(name => `models_by_${name}`),
  ]) {
    await knex.raw('drop index ??', [index]);
  }
  for (const table of [
    'task_marks',
    'inventory_findings',
    'model_versions',
    'service_hours',
  ]) {
    await knex.schema.dropTable(table);
  }
  // Knex would build the table anew on SQLite.
  for (const column of MODEL_COLUMNS) {
    await knex.raw('alter table models drop column ??', [column]);
  }
};
