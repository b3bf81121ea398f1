import express from 'express';
import { dryRun } from '../alerts/rules/dryRun';
import {
  channelTestBody,
  createRuleBody,
  deleteRuleQuery,
  deliveriesQuery,
  dryRunBody,
  silenceBody,
  silencePreviewBody,
  silencesQuery,
  updateRuleBody,
} from './alertRequests';
import type { AlertRouteOptions } from './alertRoutes';
import { audited } from './audited';
import { queryOf } from './fleetQueries';
import { authorOf, parse } from './requests';

/** Adds the routes of alert rules, silences, deliveries and channels. */
export function addAlertAdminRoutes(
  router: express.Router,
  options: AlertRouteOptions,
): void {
  addRuleRoutes(router, options);
  addSilenceRoutes(router, options);
  addDeliveryRoutes(router, options);
}

const body = express.json({ limit: '64kb' });
const whoever = { allow: ['user' as const, 'service' as const] };

function addRuleRoutes(
  router: express.Router,
  { httpAuth, auditor, alertAccess, alerting }: AlertRouteOptions,
): void {
  const { rules, history } = alerting;

  router.get('/v1/alerts/rules', async (req, res) => {
    await httpAuth.credentials(req);
    res.json({ rules: await rules.list() });
  });

  router.get('/v1/alerts/rules/:ruleId/versions', async (req, res) => {
    await httpAuth.credentials(req);
    res.json({ versions: await rules.versions(req.params.ruleId) });
  });

  router.post('/v1/alerts/rules/dry-run', body, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { rule, ruleId } = parse(dryRunBody, req.body, 'body');
    const [before, after] = await Promise.all([
      rules.book(),
      rules.bookWith(rule, ruleId),
    ]);
    const scope = await alertAccess.scope(credentials);
    res.json(await dryRun({ history, before, after, scope, now: new Date() }));
  });

  router.post('/v1/alerts/rules', body, async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const { reason, ...rule } = parse(createRuleBody, req.body, 'body');
    await audited(
      auditor,
      { eventId: 'alert-rule-create', req, meta: { rule, reason } },
      async () => {
        await alertAccess.toAdminister(credentials);
        const author = authorOf(credentials);
        res
          .status(201)
          .json(await rules.create(rule, { author, reason, now: new Date() }));
      },
    );
  });

  router.put('/v1/alerts/rules/:ruleId', body, async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const { ruleId } = req.params;
    const { reason, version, ...rule } = parse(
      updateRuleBody,
      req.body,
      'body',
    );
    await audited(
      auditor,
      { eventId: 'alert-rule-update', req, meta: { ruleId, rule, reason } },
      async () => {
        await alertAccess.toAdminister(credentials);
        const author = authorOf(credentials);
        const change = { author, reason, version, now: new Date() };
        res.json(await rules.update(ruleId, rule, change));
      },
    );
  });

  router.delete('/v1/alerts/rules/:ruleId', async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const { ruleId } = req.params;
    const { reason } = parse(deleteRuleQuery, req.query);
    await audited(
      auditor,
      { eventId: 'alert-rule-delete', req, meta: { ruleId, reason } },
      async () => {
        await alertAccess.toAdminister(credentials);
        const author = authorOf(credentials);
        await rules.delete(ruleId, { author, reason, now: new Date() });
        res.status(204).end();
      },
    );
  });
}

function addSilenceRoutes(
  router: express.Router,
  { httpAuth, auditor, alertAccess, alerting }: AlertRouteOptions,
): void {
  const { silences } = alerting;

  router.get('/v1/alerts/silences', async (req, res) => {
    await httpAuth.credentials(req);
    const { state = ['pending', 'active'] } = parse(
      silencesQuery,
      queryOf(req),
    );
    res.json({ silences: await silences.list(state, new Date()) });
  });

  router.post('/v1/alerts/silences/preview', body, async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const { matchers } = parse(silencePreviewBody, req.body, 'body');
    const scope = await alertAccess.scope(credentials);
    res.json(await silences.preview(matchers, scope));
  });

  router.post('/v1/alerts/silences', body, async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const input = parse(silenceBody, req.body, 'body');
    await audited(
      auditor,
      { eventId: 'alert-silence-create', req, meta: input },
      async () => {
        await alertAccess.toSilence(credentials);
        const author = authorOf(credentials);
        res
          .status(201)
          .json(await silences.create(input, { author, now: new Date() }));
      },
    );
  });

  router.delete('/v1/alerts/silences/:silenceId', async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const { silenceId } = req.params;
    await audited(
      auditor,
      { eventId: 'alert-silence-end', req, meta: { silenceId } },
      async () => {
        await alertAccess.toSilence(credentials);
        const author = authorOf(credentials);
        res.json(await silences.end(silenceId, { author, now: new Date() }));
      },
    );
  });
}

function addDeliveryRoutes(
  router: express.Router,
  { httpAuth, auditor, alertAccess, alerting }: AlertRouteOptions,
): void {
  const { deliveries, channels, facts } = alerting;

  router.get('/v1/alerts/deliveries', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await alertAccess.toAdminister(credentials);
    const { state, channel, cursor, limit } = parse(
      deliveriesQuery,
      queryOf(req),
    );
    res.json(
      await deliveries.list({
        states: state,
        channels: channel,
        cursor,
        limit,
      }),
    );
  });

  router.post('/v1/alerts/deliveries/:deliveryId/retry', async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const { deliveryId } = req.params;
    await audited(
      auditor,
      { eventId: 'alert-delivery-retry', req, meta: { deliveryId } },
      async () => {
        await alertAccess.toAdminister(credentials);
        res.json(await deliveries.retry(deliveryId, new Date()));
      },
    );
  });

  router.get('/v1/alerts/channels', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    await alertAccess.toAdminister(credentials);
    res.json({ channels: await channels.list(new Date()) });
  });

  router.post('/v1/alerts/channels/:channelId/test', body, async (req, res) => {
    const credentials = await httpAuth.credentials(req, whoever);
    const { channelId } = req.params;
    const request = parse(channelTestBody, req.body, 'body');
    await audited(
      auditor,
      // Destinations may be secrets.
      {
        eventId: 'alert-channel-test',
        req,
        meta: { channelId, entityRef: request.entityRef },
      },
      async () => {
        await alertAccess.toAdminister(credentials);
        const concerned =
          request.entityRef && (await facts.concerned(request.entityRef));
        res.json(
          await channels.test(
            channelId,
            {
              by: authorOf(credentials),
              ...(request.destination && { destination: request.destination }),
              ...(concerned && { concerned }),
            },
            new Date(),
          ),
        );
      },
    );
  });
}
