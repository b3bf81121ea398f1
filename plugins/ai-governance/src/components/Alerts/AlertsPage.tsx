import { Route, Routes } from 'react-router-dom';
import { ChannelsPanel } from '../AlertChannels';
import { RulesPanel } from '../AlertRules';
import { SilencesPanel } from '../AlertSilences';
import { PageBody } from '../PageBody';
import { AlertsNav } from './AlertsNav';
import { AlertsOverview } from './AlertsOverview';

/** Alerts of all endpoints that the user may see, and what decides on who is told of them. */
export function AlertsPage() {
  return (
    <PageBody>
      <AlertsNav />
      <Routes>
        <Route path="silences" element={<SilencesPanel />} />
        <Route path="rules" element={<RulesPanel />} />
        <Route path="channels" element={<ChannelsPanel />} />
        <Route path="*" element={<AlertsOverview />} />
      </Routes>
    </PageBody>
  );
}
