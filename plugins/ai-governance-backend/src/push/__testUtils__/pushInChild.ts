import { mockServices } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import express from 'express';
import Router from 'express-promise-router';
import knexFactory, { Knex } from 'knex';
import type { AddressInfo } from 'node:net';
import { ModelAccess } from '../../api/ModelAccess';
import { addPushRoutes } from '../../api/pushRoutes';
import { ModelStore } from '../../models/ModelStore';
import { LABELS } from '../../labels/labelKind';
import { INFERENCES, PushService } from '../PushService';
import { LABEL_TABLES, PushStore } from '../PushStore';
import { pushedEntity } from './inferences';

/**
 * Serves the push route in a process of its own that a test can kill, for the model `default.fitting`.
 * Argument: knex configuration as JSON, of a database with the schema. Prints the port it listens at.
 */
async function main(): Promise<void> {
  const knex = knexFactory(JSON.parse(process.argv[2]) as Knex.Config);
  const entity = pushedEntity('fitting');
  const models = ModelStore.create({ knex });
  await models.upsert(
    [
      {
        id: 'default.fitting',
        entityRef: stringifyEntityRef(entity),
        entity,
      },
    ],
    new Date(),
  );
  const router = Router();
  addPushRoutes(router, {
    httpAuth: mockServices.httpAuth(),
    auditor: {
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    },
    access: ModelAccess.create({
      auth: mockServices.auth(),
      permissions: mockServices.permissions(),
      catalog: catalogServiceMock({ entities: [entity] }),
      models,
    }),
    push: PushService.create({
      kind: INFERENCES,
      store: PushStore.create({ knex }),
      options: { retentionMs: 35 * 86_400_000 },
    }),
    labels: PushService.create({
      kind: LABELS,
      store: PushStore.create({ knex, tables: LABEL_TABLES }),
      options: { retentionMs: 120 * 86_400_000 },
    }),
  });
  const server = express()
    .use(router)
    .listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      process.stdout.write(`port ${port}\n`);
    });
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
