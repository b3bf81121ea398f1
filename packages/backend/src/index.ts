import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@ai-governance/plugin-catalog-backend-module-sagemaker'));
backend.add(import('@ai-governance/plugin-catalog-backend-module-azure-ml'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@ai-governance/plugin-ai-governance-backend'));
backend.add(import('@ai-governance/plugin-ai-governance-backend-module-aws'));
backend.add(import('@ai-governance/plugin-ai-governance-backend-module-azure'));
backend.add(import('@ai-governance/plugin-ai-governance-backend-module-slack'));
backend.add(
  import('@ai-governance/plugin-ai-governance-backend-module-pagerduty'),
);
backend.add(import('@ai-governance/plugin-ai-governance-backend-module-email'));
backend.add(
  import('@ai-governance/plugin-ai-governance-backend-module-webhook'),
);
backend.add(
  import('@ai-governance/plugin-ai-governance-backend-module-notifications'),
);

backend.start();
