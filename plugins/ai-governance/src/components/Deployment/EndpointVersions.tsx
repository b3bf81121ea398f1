import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { aiGovernanceApiRef } from '../../api';
import { useResource, useSteady } from '../../hooks';
import { LoadError } from '../LoadError';
import { Pager } from '../Pager';
import { Section } from '../Section';
import { VersionTimeline } from '../Versions';

/** Versions of one page. */
const PAGE_SIZE = 25;

/** Which versions ran behind an endpoint, the latest first. */
export function EndpointVersions(props: { modelId: string }) {
  const { modelId } = props;
  const api = useApi(aiGovernanceApiRef);
  const [cursors, setCursors] = useState<string[]>([]);
  const request = { limit: PAGE_SIZE, cursor: cursors[cursors.length - 1] };
  const resource = useResource(JSON.stringify([modelId, request]), () =>
    api.getVersions(modelId, request),
  );
  const page = useSteady(resource.value);
  if (resource.error) {
    return (
      <LoadError
        title="The versions could not be loaded"
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  return (
    <Section
      title="Versions"
      subtitle="What discovery saw behind each variant, and what it changed. Times are UTC."
    >
      {!page && <Skeleton variant="rect" height={200} />}
      {page?.versions.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          No version has been seen yet.
        </Typography>
      )}
      {page && (
        <>
          <VersionTimeline versions={page.versions} />
          <Pager
            what="versions"
            pages={{
              cursor: request.cursor,
              index: cursors.length,
              next: cursor => setCursors([...cursors, cursor]),
              previous: () => setCursors(cursors.slice(0, -1)),
            }}
            pageSize={PAGE_SIZE}
            shown={page.versions.length}
            nextCursor={page.nextCursor}
          />
        </>
      )}
    </Section>
  );
}
