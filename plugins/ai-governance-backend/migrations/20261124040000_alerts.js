// @ts-check

/** Columns that findings of any type have beside those of drift. */
const FINDING_COLUMNS = ['type', 'metric', 'title', 'measures', 'alert_due'];

/**
 * Alerts: who is told of which findings, when, why, and what became of each delivery. What people were told before is in
 * `alert_groups` and is taken over by the first decision, so that nobody is told twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('findings', table => {
    table.string('type', 64).notNullable().defaultTo('drift');
    table.string('metric', 64).notNullable().defaultTo('');
    table.text('title').notNullable().defaultTo('');
    table.text('measures').notNullable().defaultTo('{}').comment('JSON');
    // What was found so far is looked at once.
    table.boolean('alert_due').notNullable().defaultTo(true);
  });
  await knex.raw(
    'create index findings_alert_due on findings (id) where alert_due',
  );
  await knex.schema.alterTable('finding_events', table => {
    table.text('measures').notNullable().defaultTo('{}').comment('JSON');
    table.index(['at'], 'finding_events_at');
  });

  await knex.schema.createTable('alerts', table => {
    table.comment('One row an identity: as it is now');
    table.string('id', 64).primary().comment('Hash of the identity');
    table.string('finding_id', 64).notNullable();
    table.string('model_id', 130);
    table.string('type', 64).notNullable();
    table.string('rule', 64).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.text('entity_title').notNullable();
    table.string('metric', 64).notNullable();
    table.string('column_name', 255).notNullable();
    table.string('group_name', 255).notNullable();
    table.string('state', 16).notNullable();
    table.string('severity', 16).notNullable();
    table.integer('severity_rank').notNullable().comment('4 is critical');
    table.text('title').notNullable();
    table.text('detail').notNullable();
    table.text('link').notNullable();
    table.string('owner', 255);
    table.string('system', 255);
    table.text('labels').notNullable().comment('JSON');
    table.text('tags').notNullable().comment('JSON');
    table.text('measures').notNullable().comment('JSON');
    table.string('decided_rule', 64);
    table.string('decided_name', 100);
    table.integer('decided_version');
    table.integer('occurrences').notNullable();
    table.string('starts_at', 24).notNullable();
    table.string('ends_at', 24);
    table.string('updated_at', 24).notNullable();
    table
      .string('ended_severity', 16)
      .comment('Severity at which somebody ended it');
    table.string('acknowledged_by', 255);
    table.string('acknowledged_at', 24);
    table.string('acknowledged_via', 64);
    table.string('assignee', 255);
    table.text('suppression').comment('JSON; null while nothing holds it back');
    table.string('notified_at', 24);
    table.text('search_text').notNullable();
    table.index(
      ['state', 'severity_rank', 'starts_at', 'id'],
      'alerts_state_severity',
    );
    table.index(['severity_rank', 'starts_at', 'id'], 'alerts_severity');
    table.index(['state', 'starts_at', 'id'], 'alerts_state_start');
    table.index(['starts_at', 'id'], 'alerts_start');
    table.index(['model_id', 'state']);
    table.index(['owner', 'state']);
    table.index(['state', 'type', 'severity']);
    table.index(['finding_id']);
  });

  await knex.schema.createTable('alert_events', table => {
    table.comment('History of alerts, append only');
    table.bigIncrements('id');
    table.string('alert_id', 64).notNullable();
    table.string('at', 24).notNullable();
    table.string('kind', 32).notNullable();
    table.string('actor', 255);
    table.text('detail').notNullable();
    table.index(['alert_id', 'id']);
    table.index(['at']);
  });

  await knex.schema.createTable('notification_groups', table => {
    table.comment('Alerts that are told together, and their timers');
    table.string('group_key', 64).primary();
    table.text('path').notNullable().comment('Route');
    table.text('labels').notNullable().comment('JSON: what they share');
    table.string('due_at', 24).comment('Next decision; null when closed');
    table.string('next_at', 24).comment('Next flush');
    table.string('looked_at', 24);
    table.string('called_at', 24);
    table.boolean('told_acknowledged').notNullable();
    table.integer('escalation_step');
    table.integer('escalation_round');
    table.string('escalation_at', 24);
    table.text('reached').notNullable().comment('JSON: targets of escalation');
    table.index(['due_at']);
  });

  await knex.schema.createTable('notification_members', table => {
    table.comment('Alerts of groups, and what people know of them');
    table.string('group_key', 64).notNullable();
    table.string('alert_id', 64).notNullable();
    table.string('joined_at', 24).notNullable();
    table.string('moved_at', 24).comment('Another group tells of it since');
    table.string('told_severity', 16).comment('Null: people know nothing');
    table.boolean('told_silenced').notNullable();
    table.boolean('ended').notNullable().comment('Nothing is left to tell');
    table.boolean('outcome_told').notNullable();
    table.string('outcome_reason', 32).notNullable();
    table.text('outcome_detail').notNullable();
    table.string('outcome_at', 24).notNullable();
    table.primary(['group_key', 'alert_id']);
    table.index(['alert_id']);
  });

  await knex.schema.createTable('notification_targets', table => {
    table.comment('What each destination of a group was told last');
    table.string('group_key', 64).notNullable();
    table.string('target', 300).notNullable();
    table.string('channel', 64).notNullable();
    table.text('destination').notNullable();
    table.string('owner', 255).notNullable();
    table.text('reference').notNullable().comment('JSON of the channel');
    table.string('told_state', 16).notNullable();
    table.text('told_members').notNullable().comment('JSON: id to severity');
    table.string('told_at', 24).notNullable();
    table.primary(['group_key', 'target']);
  });

  await knex.schema.createTable('notification_deliveries', table => {
    table.comment('Outbox: messages to destinations');
    table.bigIncrements('seq');
    table.string('id', 36).notNullable().unique();
    table.string('group_key', 64).notNullable();
    table.string('target', 300).notNullable();
    table.string('kind', 16).notNullable().comment('alert or change');
    table.string('transition', 16).notNullable();
    table.string('reason', 32).notNullable();
    table.string('severity', 16).notNullable();
    table.text('title').notNullable();
    table.text('message').notNullable().comment('JSON');
    table.integer('alert_count').notNullable();
    table.string('state', 16).notNullable();
    table.string('channel', 64);
    table.text('destination');
    table.string('owner', 255);
    table.integer('attempts').notNullable();
    table.string('next_attempt_at', 24);
    table.string('lease_owner', 64);
    table.string('lease_until', 24);
    table.text('last_error');
    table.string('created_at', 24).notNullable();
    table.string('sent_at', 24);
    table.index(['state', 'next_attempt_at']);
    table.index(['group_key', 'target', 'state']);
    table.index(['state', 'seq']);
  });

  await knex.schema.createTable('delivery_attempts', table => {
    table.comment('Tries of deliveries, append only');
    table.bigIncrements('id');
    table.string('delivery_id', 36).notNullable();
    table.string('at', 24).notNullable();
    table.text('error');
    table.index(['delivery_id', 'id']);
  });

  await knex.schema.createTable('alert_silences', table => {
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    table.text('matchers').notNullable().comment('JSON');
    table.string('starts_at', 24).notNullable();
    table.string('ends_at', 24).notNullable();
    table.string('author', 255).notNullable();
    table.text('comment').notNullable();
    table.string('created_at', 24).notNullable();
    table.string('ended_by', 255);
    table.index(['ends_at']);
  });

  await knex.schema.createTable('alert_rules', table => {
    table.comment('Versions of alert rules, append only');
    table.string('id', 36).notNullable();
    table.integer('version').notNullable();
    table.text('rule').notNullable().comment('JSON');
    table.string('author', 255).notNullable();
    table.text('reason').notNullable();
    table.string('changed_at', 24).notNullable();
    table.boolean('deleted').notNullable();
    table.primary(['id', 'version']);
  });

  await knex.schema.createTable('inbound_events', table => {
    table.comment('What people did in channels, once each');
    table.string('channel', 64).notNullable();
    table.string('event_id', 255).notNullable();
    table.string('at', 24).notNullable();
    table.primary(['channel', 'event_id']);
    table.index(['at']);
  });

  await knex.schema.createTable('channel_health', table => {
    table.string('channel', 64).primary();
    table.string('last_success_at', 24);
    table.string('last_error_at', 24);
    table.text('last_error');
    table.integer('failures').notNullable().comment('In a row');
    table.string('probed_at', 24);
    table.text('probe_detail');
    table.boolean('probe_ok');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'channel_health',
    'inbound_events',
    'alert_rules',
    'alert_silences',
    'delivery_attempts',
    'notification_deliveries',
    'notification_targets',
    'notification_members',
    'notification_groups',
    'alert_events',
    'alerts',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('drop index finding_events_at');
  await knex.raw('alter table finding_events drop column measures');
  await knex.raw('drop index findings_alert_due');
  for (const column of FINDING_COLUMNS) {
    await knex.raw('alter table findings drop column ??', [column]);
  }
};
