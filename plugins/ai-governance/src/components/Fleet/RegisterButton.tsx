import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { catalogEntityCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { registerRouteRef } from '../../routes';

/** Leads to where models are registered, in portals that have it and for those who may. */
export function RegisterButton() {
  const register = useRouteRef(registerRouteRef);
  const permission = usePermission({
    permission: catalogEntityCreatePermission,
  });
  if (!register || !permission.allowed) {
    return null;
  }
  return (
    <LinkButton to={register()} variant="outlined">
      Register a model
    </LinkButton>
  );
}
