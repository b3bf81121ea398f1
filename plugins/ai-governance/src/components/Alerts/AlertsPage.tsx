import { PageBody } from '../PageBody';
import { AlertsOverview } from './AlertsOverview';

/** Alerts of all endpoints that the user may see. */
export function AlertsPage() {
  return (
    <PageBody>
      <AlertsOverview />
    </PageBody>
  );
}
