import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import HistoryIcon from '@material-ui/icons/History';
import Skeleton from '@material-ui/lab/Skeleton';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { useSearchParams } from 'react-router-dom';
import { aiGovernanceApiRef } from '../../api';
import { DAY } from '../../format';
import { usePages, useResource, useSteady } from '../../hooks';
import { LoadError } from '../LoadError';
import { Notice } from '../Notices';
import { PageBody } from '../PageBody';
import { Pager } from '../Pager';
import { Section, useToggleStyles } from '../Section';
import { VersionTimeline } from './VersionTimeline';

/** Versions of one page. */
const PAGE_SIZE = 25;
const PERIODS = [7, 30, 90];
const DEFAULT_PERIOD = 30;

/** What was deployed when, across all clouds. */
export function VersionsPage() {
  const api = useApi(aiGovernanceApiRef);
  const toggle = useToggleStyles();
  const pages = usePages();
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get('days'));
  const days = PERIODS.includes(asked) ? asked : DEFAULT_PERIOD;
  // The page stays what it is while the clock runs, or its next page would not follow it.
  const [now] = useState(Date.now);
  const request = {
    since: new Date(now - days * DAY).toISOString(),
    limit: PAGE_SIZE,
    cursor: pages.cursor,
  };
  const resource = useResource(JSON.stringify(request), () =>
    api.listVersions(request),
  );
  const page = useSteady(resource.value);

  if (resource.error) {
    return (
      <PageBody>
        <LoadError
          title="The versions could not be loaded"
          error={resource.error}
          onRetry={resource.reload}
        />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <Section
        title="Versions across all clouds"
        subtitle="When a version was first seen behind a variant, and what it changed. Times are UTC."
        actions={
          <ToggleButtonGroup
            exclusive
            size="small"
            value={days}
            onChange={(_, next) => next && setParams({ days: `${next}` })}
            aria-label="Period"
          >
            {PERIODS.map(period => (
              <ToggleButton key={period} classes={toggle} value={period}>
                {period} days
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        }
      >
        {page ? (
          <VersionTimeline versions={page.items} />
        ) : (
          <Skeleton variant="rect" height={400} />
        )}
        {page?.items.length === 0 && !resource.loading && (
          <Notice icon={HistoryIcon} title="No new version in this period">
            <Typography>
              Discovery compares what each variant serves with its last look. A
              change appears here minutes after it was deployed.
            </Typography>
          </Notice>
        )}
        {page && (
          <Pager
            what="versions"
            pages={pages}
            pageSize={PAGE_SIZE}
            shown={page.items.length}
            nextCursor={page.nextCursor}
          />
        )}
      </Section>
    </PageBody>
  );
}
